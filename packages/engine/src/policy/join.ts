import type { PlanJoin } from "@orrery/plan";

/** Edges into one step: how many there are, have fired or died, and have fired. */
export interface Arrivals {
  readonly total: number;
  readonly arrived: number;
  readonly fired: number;
}

/** The error of a step whose quorum can no longer be reached, or was not by its deadline. Never retried: it never began. */
export const JOIN_UNMET = { code: "JOIN_UNMET", class: "permanent" } as const;

/**
 * What the edges that have arrived mean to a step. `all`: it starts when every edge that is not dead has fired. Otherwise it
 * starts as soon as its quorum has fired (of `any` one), and is unmet as soon as that cannot be reached any more although
 * something fired. Whatever the join, it is skipped when all edges are dead.
 */
export function joinVerdict(join: PlanJoin, arrivals: Arrivals): "wait" | "start" | "skip" | "unmet" {
  const { total, arrived, fired } = arrivals;
  if (join === "all") {
    if (arrived < total) return "wait";
    return fired > 0 ? "start" : "skip";
  }
  const quorum = join === "any" ? 1 : join.quorum;
  if (fired >= quorum) return "start";
  if (fired === 0) return arrived < total ? "wait" : "skip";
  return fired + total - arrived < quorum ? "unmet" : "wait";
}

/** How long after the start of its scope a step may be waited for, ms; null: for ever. */
export function deadlineOf(join: PlanJoin): number | null {
  return typeof join === "object" ? join.deadlineMs : null;
}

/** Whether what then leads only to the step ends when it starts. */
export function cancelsRest(join: PlanJoin): boolean {
  return typeof join === "object" && join.cancelRest;
}
