import type { DecideInput } from "../decision.ts";
import type { EventBody, RunEvent } from "../events.ts";
import type { RunState } from "../state/run-state.ts";
import { ROOT_SCOPE } from "../step-key.ts";

/*
 * A paused run begins nothing: no step starts, opens, goes on, is retried, collected or closed. What is under way ends and
 * is recorded, answers to waits are taken, scopes that are ending come to their end, a cancel works. A run that is to end
 * early is no longer paused.
 */

export function beginPause(state: RunState, event: Extract<RunEvent, { type: "run.paused" }>): void {
  const { cause, at, stepKey = null, limit = null } = event;
  state.control.pause = { cause, at, stepKey, limit };
  state.control.pauseFor = null;
  state.control.stepping = false;
}

/** The step that the run stood before is let go, once; with `step` the run pauses again before the next. */
export function endPause(state: RunState, event: Extract<RunEvent, { type: "run.resumed" }>): void {
  const { control } = state;
  if (control.pause?.stepKey != null) control.passed.add(control.pause.stepKey);
  control.pause = null;
  control.stepping = event.mode === "step";
  control.limits = { ...control.limits, ...event.raise };
}

/**
 * The pause that is due now: a limit was reached, or a step is ready that stands at a breakpoint or is the next one after a
 * single step. Null where none is. A step that was let go starts first.
 */
export function pauseDue(state: RunState, { now, busy }: DecideInput): EventBody | null {
  const { pauseFor, breakpoints, stepping, passed } = state.control;
  if (pauseFor !== null) return { type: "run.paused", at: now, cause: "budget", limit: pauseFor };
  if (breakpoints.size === 0 && !stepping) return null;
  let stop: string | null = null;
  for (const stepKey of state.agenda.ready) {
    if (busy.has(`start:${stepKey}`) || busy.has(`open:${stepKey}`)) continue;
    if (passed.has(stepKey)) return null;
    if (stop === null && isStopped(state, stepKey)) stop = stepKey;
  }
  if (stop === null) return null;
  const cause = hasBreakpoint(state, stop) ? "breakpoint" : "step";
  return { type: "run.paused", at: now, cause, stepKey: stop };
}

/** Whether the run has to pause before this step starts. */
export function isStopped(state: RunState, stepKey: string): boolean {
  const { stepping, passed } = state.control;
  return !passed.has(stepKey) && (stepping || hasBreakpoint(state, stepKey));
}

/** One on a node that is called as a tool holds before each call; one on the node that calls, only before that itself. */
function hasBreakpoint(state: RunState, stepKey: string): boolean {
  const step = state.steps.get(stepKey);
  if (step === undefined || (step.sub !== null && step.sub.kind !== "tool")) return false;
  return state.control.breakpoints.has(step.nodeId);
}

/** The run's clock stands while nothing could go on by itself: all that is open waits, or a pause has come to rest. */
export function settleClock(state: RunState): void {
  const { clock, at, control } = state;
  const root = state.scopes.get(ROOT_SCOPE);
  if (root === undefined || state.started === null) return;
  const stands = root.dormant || (control.pause !== null && state.running.size === 0);
  if (stands && clock.since !== null) {
    clock.spent += at - clock.since;
    clock.since = null;
  } else if (!stands && clock.since === null) clock.since = at;
}
