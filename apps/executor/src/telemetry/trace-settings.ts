/** How runs are exported as spans. */
export interface TraceSettings {
  /** Whether previews of values go out, too. */
  readonly withContent: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the standard variables: spans go out where `OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` says
 * where, unless `OTEL_SDK_DISABLED` is `true` or `OTEL_TRACES_EXPORTER` is `none`. Null: they do not.
 * @throws Error in one sentence where they ask for what is not there.
 */
export function readTraceSettings(env: Environment): TraceSettings | null {
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  const exporter = env.OTEL_TRACES_EXPORTER || "otlp";
  if (!endpoint || env.OTEL_SDK_DISABLED?.toLowerCase() === "true" || exporter === "none") return null;
  if (exporter !== "otlp")
    throw new Error(`OTEL_TRACES_EXPORTER must be otlp or none, not "${exporter.slice(0, 40)}".`);
  const url = URL.parse(endpoint);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Error("OTEL_EXPORTER_OTLP_ENDPOINT must be an address that begins with http:// or https://.");
  }
  const protocol = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL || env.OTEL_EXPORTER_OTLP_PROTOCOL || "http/protobuf";
  if (protocol !== "http/protobuf") {
    throw new Error(`OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf, not "${protocol.slice(0, 40)}".`);
  }
  return { withContent: ["1", "true"].includes(env.ORRERY_OTEL_CONTENT ?? "") };
}
