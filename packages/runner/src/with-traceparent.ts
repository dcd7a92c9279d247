import { formatTraceparent, parseTraceparent, stepSpanIdOf, traceIdOf } from "@orrery/engine";
import type { EgressRequest } from "@orrery/node-kit";

/** The request with the span of its step as `traceparent`, unless it says one itself. */
export function withTraceparent(
  request: EgressRequest,
  { runId, stepKey, trace }: { readonly runId: string; readonly stepKey: string; readonly trace?: string },
): EgressRequest {
  const names = Object.keys(request.headers ?? {});
  if (names.some((name) => name.toLowerCase() === "traceparent")) return request;
  const traceparent = formatTraceparent({
    traceId: traceIdOf(runId, trace),
    spanId: stepSpanIdOf(runId, stepKey),
    isSampled: parseTraceparent(trace)?.isSampled ?? true,
  });
  return { ...request, headers: { ...request.headers, traceparent } };
}
