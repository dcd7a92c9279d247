import { keepTraces } from "./keep-traces.ts";
import type { TraceSettings } from "./trace-settings.ts";
import type { TraceSink } from "./trace-sink.ts";

type Kept = Omit<Parameters<typeof keepTraces>[0], "sink" | "withContent">;

/**
 * Begins to export runs where the operator has said where to; otherwise nothing of it is even loaded. Gives what ends it.
 * @param options.sink instead of the collector that the environment of this process names.
 */
export function startTraces(
  options: Kept & {
    readonly settings: TraceSettings | null;
    readonly sink: TraceSink | undefined;
    readonly version: string;
    readonly executorId: () => string;
  },
): () => Promise<void> {
  const { settings, version } = options;
  if (settings === null) return () => Promise.resolve();
  const begin = (sink: TraceSink) => keepTraces({ ...options, sink, withContent: settings.withContent });
  if (options.sink !== undefined) return begin(options.sink);
  const begun = import("./otlp-sink.ts").then(({ createOtlpSink }) =>
    begin(createOtlpSink({ version, executorId: options.executorId })),
  );
  begun.catch((error) => options.onTrouble("The exporter of spans could not be loaded", error));
  return async () => {
    const end = await begun.catch(() => null);
    await end?.();
  };
}
