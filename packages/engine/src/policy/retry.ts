import type { PlanPolicy } from "@orrery/plan";
import type { EventError } from "../events.ts";

/** The error of an attempt that a crash cut off. It is made again and does not use up the retries. */
export const INTERRUPTED = { code: "INTERRUPTED", class: "transient" } as const;

/** The error of an attempt that ran longer than the policy's `timeoutMs`; the shell reports it. */
export const TIMEOUT = { code: "TIMEOUT", class: "transient" } as const;

/** The error of an attempt that was given up because a limit was reached where the run is to pause; `limit` says which. */
export const BUDGET_WAIT = { code: "BUDGET_WAIT", class: "limit" } as const;

/** The error of a step that would have started a run while others had reserved all there is; it is made again later. */
export const BUDGET_HELD = { code: "BUDGET_HELD", class: "limit" } as const;

/** False for attempts lost in a crash, and for such as found no room in the budget (yet). */
export function countsAsFailure(error: EventError): boolean {
  return ![INTERRUPTED.code, BUDGET_WAIT.code, BUDGET_HELD.code].some((code) => code === error.code);
}

/**
 * How long to wait before the next attempt, ms; null where there is none. Only `transient` errors are retried.
 * Exponential from `initialMs` by `factor` up to `maxMs`; with `jitter` a random share between half and all of that
 * ("equal jitter": spread, yet never at once); never less than what the other side asked for (`Retry-After`).
 *
 * @param failures attempts that have failed, this one included
 * @param random in [0, 1)
 */
export function retryDelay(
  policy: PlanPolicy["retry"],
  failed: { readonly failures: number; readonly class: EventError["class"]; readonly retryAfterMs?: number },
  random: number,
): number | null {
  if (failed.class !== "transient" || failed.failures >= policy.maxAttempts) return null;
  const full = Math.min(policy.maxMs, policy.initialMs * policy.factor ** (failed.failures - 1));
  const backOff = policy.jitter ? full * (0.5 + random / 2) : full;
  return Math.round(Math.max(backOff, failed.retryAfterMs ?? 0));
}
