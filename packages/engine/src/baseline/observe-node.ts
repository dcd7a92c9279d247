import type { NodeFact } from "../facts/run-facts.ts";

/** What one run says of what a node usually does. */
export interface NodeObservation {
  /** Milliseconds of work a step, on average; null where it says nothing: a container, or not all of its steps succeeded. */
  readonly ms: number | null;
  /** Dollars a step, on average; null where it used no model with a price. */
  readonly usd: number | null;
  /** The share of its steps that failed; null where none was worked out to its end. */
  readonly failed: number | null;
  /** The ways out that its steps took, `error` left out: that is told by `failed`. */
  readonly handles: readonly string[];
}

const shortestMs = 1;

/** Reads the facts of a node in one ended run. What was kept from elsewhere is in none of them, and a run that was cancelled in it says nothing. */
export function observeNode(fact: NodeFact): NodeObservation {
  const { steps, failed, outcome } = fact;
  if (steps === 0 || outcome === "cancelled" || outcome === "skipped") {
    return { ms: null, usd: null, failed: null, handles: [] };
  }
  return {
    ms: fact.isContainer || failed > 0 ? null : Math.max(shortestMs, fact.ms / steps),
    usd: fact.costUsd === null || fact.costUsd <= 0 ? null : fact.costUsd / steps,
    failed: failed / steps,
    handles: Object.keys(fact.handles).filter((handle) => handle !== "error"),
  };
}
