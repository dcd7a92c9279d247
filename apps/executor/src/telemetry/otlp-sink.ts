import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { readableSpan } from "./readable-span.ts";
import { schemaUrl } from "./semantic-names.ts";
import { SpansRefused, type TraceSink } from "./trace-sink.ts";

/** Answers that another attempt will not change; a wrong key or address is one that the operator may mend. */
const refused = new Set([400, 413, 415, 422]);

/**
 * Sends spans by OTLP over HTTP with protobuf, as OpenTelemetry's own exporter does it, which reads the `OTEL_EXPORTER_OTLP_…`
 * variables of this process. The address is the operator's, so it does not go through the guard that steps' requests do.
 */
export function createOtlpSink(of: { readonly version: string; readonly executorId: () => string }): TraceSink {
  const exporter = new OTLPTraceExporter();
  const resource = resourceFromAttributes(
    { "service.name": "orrery", "service.version": of.version, "service.instance.id": of.executorId() },
    { schemaUrl },
  ).merge(detectResources({ detectors: [envDetector] }));
  return {
    send: (spans) =>
      new Promise((resolve, reject) => {
        exporter.export(
          spans.map((span) => readableSpan(span, { resource, version: of.version })),
          ({ code, error }) => {
            if (code === 0) resolve();
            else reject(isRefusal(error) ? new SpansRefused(error?.message) : (error ?? new Error("not sent")));
          },
        );
      }),
    close: () => exporter.shutdown(),
  };
}

function isRefusal(error: Error | undefined): boolean {
  return error !== undefined && "code" in error && typeof error.code === "number" && refused.has(error.code);
}
