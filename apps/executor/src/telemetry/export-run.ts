import type { RunStore, TracedRun } from "@orrery/db/run-log";
import type { Span } from "./span.ts";
import { createSpanBuilder, type RunFacts } from "./span-builder.ts";
import { withContents } from "./trace-contents.ts";
import { SpansRefused, type TraceSink } from "./trace-sink.ts";

const eventsAtOnce = 1_000;
const spansAtOnce = 512;

export interface ExportMeans {
  readonly store: Pick<RunStore, "log" | "sql">;
  readonly sink: TraceSink;
  readonly withContent: boolean;
  readonly factsOf: (run: TracedRun) => Promise<RunFacts>;
  /** So many spans were taken, or refused for good. */
  readonly onSpans: (outcome: "sent" | "refused", count: number, error?: unknown) => void;
}

/**
 * Sends the spans of a run that ended after what was sent before, as the log has them. Reads the log from its beginning, a
 * piece at a time. Gives how far it came; rejects where the receiver is away, and then all of it is to be done again.
 */
export async function exportRun(means: ExportMeans, run: TracedRun): Promise<{ readonly seq: number }> {
  const builder = createSpanBuilder(await means.factsOf(run));
  let ready: Span[] = [];
  let seq = 0;

  const send = async (): Promise<void> => {
    if (ready.length === 0) return;
    const spans = means.withContent ? await withContents(means.store.sql, run.runId, ready) : ready;
    ready = [];
    try {
      await means.sink.send(spans);
      means.onSpans("sent", spans.length);
    } catch (error) {
      if (!(error instanceof SpansRefused)) throw error;
      means.onSpans("refused", spans.length, error);
    }
  };

  for (;;) {
    const events = await means.store.log.read(run.runId, seq, eventsAtOnce);
    for (const event of events) {
      const spans = builder.take(event);
      seq = event.seq;
      if (builder.isSampled && seq > run.seq) ready.push(...spans);
      if (ready.length >= spansAtOnce) await send();
    }
    if (events.length < eventsAtOnce) break;
  }
  await send();
  return { seq: Math.max(seq, run.seq) };
}
