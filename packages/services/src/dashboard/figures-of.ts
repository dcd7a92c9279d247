import { addCounts, timeQuantile } from "@orrery/engine";
import type { DashboardFigures } from "./dashboard.ts";

/** A row of `run_tally`. */
export interface RunTally {
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly times: readonly number[];
  readonly usd: number;
  readonly tokens: number;
  readonly slowRunId: string | null;
  readonly slowMs: number | null;
}

export const runTallyColumns = `t.succeeded, t.failed, t.cancelled, t.times, t.usd, t.tokens, t.slow_run_id AS "slowRunId",
  t.slow_ms AS "slowMs"`;

/** Sums added up, as a dashboard shows them. */
export function figuresOf(tallies: readonly RunTally[]): DashboardFigures {
  let [succeeded, failed, cancelled, usd, tokens] = [0, 0, 0, 0, 0];
  let slowestRun: DashboardFigures["slowestRun"] = null;
  const times: number[] = [];
  for (const tally of tallies) {
    succeeded += tally.succeeded;
    failed += tally.failed;
    cancelled += tally.cancelled;
    usd += tally.usd;
    tokens += tally.tokens;
    addCounts(times, tally.times);
    const { slowRunId: id, slowMs: ms } = tally;
    if (id !== null && ms !== null && (slowestRun === null || ms > slowestRun.ms)) slowestRun = { id, ms };
  }
  const ended = succeeded + failed;
  return {
    succeeded,
    failed,
    cancelled,
    successShare: ended === 0 ? null : succeeded / ended,
    p50Ms: timeQuantile(times, 0.5),
    p95Ms: timeQuantile(times, 0.95),
    usd,
    tokens,
    slowestRun,
  };
}
