import type { BudgetLimits, EventError } from "../events.ts";
import type { RunState } from "../state/run-state.ts";

/**
 * The limit the run has passed, as its error; null while it keeps to its budget. A step is every started step, retries not
 * counted: the run fails when one more wants to start than `maxSteps`. `maxWallMs` counts the time in which something
 * could go on by itself: while the run only waits the clock stands.
 */
export function passedBudget(state: RunState, now: number): EventError | null {
  const { maxSteps } = state.control.limits;
  const made = state.stepsStarted + state.control.childSteps;
  if (made + state.agenda.ready.size > maxSteps && made + newSteps(state) > maxSteps) return exceeded("maxSteps");
  const end = wallDeadline(state);
  return end !== null && now >= end ? exceeded("maxWallMs") : null;
}

/** True while steps that have not started would take what is reserved for runs that others wait for. */
export function areStepsHeld(state: RunState): boolean {
  const reserved = reservedSteps(state);
  if (reserved === 0) return false;
  return state.stepsStarted + state.control.childSteps + reserved + newSteps(state) > state.control.limits.maxSteps;
}

export function reservedSteps(state: RunState): number {
  let steps = 0;
  for (const { child } of state.control.reserved.values()) steps += child?.steps ?? 0;
  return steps;
}

/** A step that is to be made again has been counted. */
export function newSteps(state: RunState): number {
  let count = 0;
  for (const key of state.agenda.ready) if (state.steps.get(key)?.startedAt === null) count += 1;
  return count;
}

/** When `maxWallMs` runs out, epoch ms; null while the clock stands. */
export function wallDeadline(state: RunState): number | null {
  const { since, spent } = state.clock;
  return since === null ? null : since + state.control.limits.maxWallMs - spent;
}

export const BUDGET_LIMITS = ["maxSteps", "maxWallMs", "maxUsd", "maxTokens", "maxModelCalls"] as const;

/** What the run has used of each limit so far. */
export function usedOf(state: RunState, now: number): Required<BudgetLimits> {
  const { since, spent } = state.clock;
  const { usd, tokens, modelCalls } = state.control.spent;
  return {
    maxSteps: state.stepsStarted + state.control.childSteps,
    maxWallMs: spent + (since === null ? 0 : Math.max(0, now - since)),
    maxUsd: usd,
    maxTokens: tokens,
    maxModelCalls: modelCalls,
  };
}

function exceeded(limit: string): EventError {
  return { code: "BUDGET_EXCEEDED", class: "limit", limit };
}
