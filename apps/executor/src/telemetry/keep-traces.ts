import { createTraceQueue, type RunStore, type TracedRun } from "@orrery/db/run-log";
import type { Catalog } from "@orrery/node-kit";
import { keepLooking } from "../keep-looking.ts";
import { exportBatch } from "./export-batch.ts";
import { createFacts } from "./run-facts.ts";
import type { TraceSink } from "./trace-sink.ts";

const atOnce = 200;
const everyMs = 2_000;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

export interface TraceNews {
  readonly onSpans: (outcome: "sent" | "refused", count: number) => void;
  readonly onAttempt: (outcome: "ok" | "failed") => void;
  readonly onBacklog: (backlog: { readonly runs: number; readonly oldestMs: number }) => void;
}

/**
 * Exports runs as spans, some seconds after they have ended, and long ones meanwhile; at least once each, by whichever
 * executor comes to it. While the receiver is away it is asked ever more seldom, and nothing is lost: what is still to be
 * done stands in the database. Beside the runs, never in their way. `end` waits for the piece that is under way.
 */
export function keepTraces(options: {
  readonly store: Pick<RunStore, "log" | "sql">;
  readonly catalog: Catalog;
  readonly sink: TraceSink;
  readonly withContent: boolean;
  readonly isActive: () => boolean;
  readonly news: TraceNews;
  readonly onNote: (note: string) => void;
  /** Trouble with the receiver; `onTrouble` is about the database. */
  readonly onCollector: (what: string, error: unknown) => void;
  readonly onTrouble: (what: string, error: unknown) => void;
}): () => Promise<void> {
  const { store, sink, news } = options;
  const queue = createTraceQueue(store.sql);
  const factsOf = createFacts(store, options.catalog);
  let isEnded = false;
  let failures = 0;

  const means = {
    store,
    sink,
    withContent: options.withContent,
    factsOf: (run: TracedRun) => factsOf(run),
    isOver: () => isEnded,
    onSpans: (outcome: "sent" | "refused", count: number, error?: unknown) => {
      news.onSpans(outcome, count);
      if (outcome === "refused") options.onCollector(`The collector refused ${count} spans for good`, error);
    },
  };

  /** Gives how long to rest. */
  const turn = async (): Promise<number> => {
    if (!options.isActive()) return everyMs;
    const isMoreNoted = await queue.note();
    const { runs, isMore } = await queue.take(atOnce);
    if (runs.length > 0) {
      const { done, left, trouble } = await exportBatch(means, runs);
      if (done.length > 0) await queue.finish(done);
      if (left.length > 0) await queue.putBack(left);
      if (trouble !== undefined) return rest(trouble);
      news.onAttempt("ok");
      if (failures > 0) options.onNote("The collector takes spans again.");
      failures = 0;
    }
    news.onBacklog(await queue.backlog());
    return isMore || isMoreNoted ? 0 : everyMs;
  };

  const rest = async (trouble: unknown): Promise<number> => {
    news.onAttempt("failed");
    if (failures === 0) options.onCollector("Spans could not be sent to the collector, trying again", trouble);
    failures += 1;
    news.onBacklog(await queue.backlog());
    return Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures - 1, 6));
  };

  const end = keepLooking({
    pauseMs: everyMs,
    onFailed: (error) => options.onTrouble("Runs could not be exported as spans", error),
    look: turn,
  });

  return async () => {
    isEnded = true;
    await end();
    await sink.close().catch(() => undefined);
  };
}
