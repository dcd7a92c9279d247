import type { RunState, StatusCounts } from "../state/run-state.ts";
import type { StepStatus } from "../step-status.ts";

export interface NodeSummary {
  /** The most telling status among the node's steps: what needs somebody first, then what moves, then how it went. */
  readonly status: StepStatus;
  /** Steps of the node that have a status other than idle. */
  readonly total: number;
  readonly counts: Readonly<StatusCounts>;
}

const MOST_TELLING: readonly StepStatus[] = [
  "uncertain",
  "running",
  "retrying",
  "waiting",
  "queued",
  "failed",
  "cancelled",
  "succeeded",
  "skipped",
];

/** One node over all its scopes: how many of its steps are in which state. O(1). */
export function nodeSummary(state: RunState, nodeId: string): NodeSummary {
  const counts = state.counts.get(nodeId) ?? {};
  let total = 0;
  for (const status of MOST_TELLING) total += counts[status] ?? 0;
  const status = MOST_TELLING.find((candidate) => (counts[candidate] ?? 0) > 0) ?? "idle";
  return { status, total, counts };
}
