import type { PlanNode } from "@orrery/plan";

/** Edges into one step: how many there are, have fired or died, and have fired. */
export interface Arrivals {
  readonly total: number;
  readonly arrived: number;
  readonly fired: number;
}

/** `all`: starts when every edge that is not dead has fired; skipped when all are dead. */
export function joinVerdict(join: PlanNode["join"], arrivals: Arrivals): "wait" | "start" | "skip" {
  switch (join) {
    default:
      if (arrivals.arrived < arrivals.total) return "wait";
      return arrivals.fired > 0 ? "start" : "skip";
  }
}
