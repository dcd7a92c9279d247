import type { GraphPolicy } from "@orrery/graph";
import type { PlanPolicy } from "../plan.ts";

/** A policy with the format's defaults filled in. */
export function planPolicy(policy?: GraphPolicy): PlanPolicy {
  return policy === undefined ? defaultPolicy : filledIn(policy);
}

function filledIn(policy: GraphPolicy): PlanPolicy {
  const { retry = {}, timeoutMs = null, onError = "fail", onUncertain = "fail", cache, undo, runsOn = [] } = policy;
  const { maxAttempts = 1, initialMs = 500, factor = 2, maxMs = 30_000, jitter = true } = retry;
  return {
    retry: { maxAttempts, initialMs, factor, maxMs, jitter },
    timeoutMs,
    onError,
    onUncertain,
    ...(cache !== undefined && { cache }),
    ...(undo !== undefined && { undo }),
    ...(runsOn.length > 0 && { runsOn: [...new Set(runsOn)].toSorted() }),
  };
}

/** One object for all nodes without a policy of their own. */
const defaultPolicy = filledIn({});
