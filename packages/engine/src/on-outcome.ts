import type { Work } from "./busy-key.ts";
import type { EventBody, EventError, UsageFigures, ValueRef, WaitFor } from "./events.ts";
import { nodeOf, type PlanNodeShape } from "./plan-index.ts";
import { childRoom } from "./policy/child-budget.ts";
import { isLosing } from "./policy/lose.ts";
import { BUDGET_WAIT, countsAsFailure, retryDelay } from "./policy/retry.ts";
import { ERROR_HANDLE, OUT_HANDLE } from "./policy/skip.ts";
import { handlingOf, isHost } from "./policy/sub-steps.ts";
import { isUndoing } from "./policy/undo.ts";
import type { RunState, StepRecord } from "./state/run-state.ts";
import { iterationKey } from "./step-key.ts";

/** The failure of an attempt; message and details are a value that the shell has stored. */
export interface FailedAttempt extends EventError {
  readonly retryAfterMs?: number;
}

/** What came of work that `decide` asked for. */
export type Outcome =
  | {
      readonly kind: "done";
      readonly output: ValueRef;
      readonly handle?: string;
      readonly usage?: UsageFigures;
      readonly model?: string;
      readonly cached?: { readonly runId: string; readonly at: number };
    }
  | { readonly kind: "failed"; readonly error: FailedAttempt }
  | {
      readonly kind: "wait";
      readonly for: WaitFor;
      readonly dueAt: number | null;
      readonly show?: ValueRef;
      readonly childRunId?: string;
    }
  /** Of `open`: how many items there are; of a loop how many iterations at most, and the state it begins with. */
  | { readonly kind: "opened"; readonly count: number; readonly state?: ValueRef };

export interface StepWork {
  readonly stepKey: string;
  readonly attempt: number;
  /** Epoch ms at which the attempt began; used where the log does not say it yet. */
  readonly startedAt: number;
}

export interface Moment {
  /** Epoch ms. */
  readonly now: number;
  /** In [0, 1), for the jitter of retries. */
  readonly random: number;
}

/** The error of a step that undoes another and wants to wait: the run is ending, and nothing is waited for. */
export const UNDO_WAITS = { code: "UNDO_WAITS", class: "permanent" } as const;

/** The error of a step with sub-steps that wants to wait by itself: its waits are sub-steps. */
export const HOST_WAITS = { code: "HOST_WAITS", class: "permanent" } as const;

/** The error of a step whose runtime took a handle that its node has not. */
export const BAD_HANDLE = { code: "BAD_HANDLE", class: "permanent" } as const;

/**
 * The one event that an outcome of `start`, `resume`, `open` or `close` becomes, by the node's policies. Null where the
 * outcome comes too late: the step was cancelled, its scope is ending, or another attempt has taken over; drop it then.
 */
export function onOutcome(
  state: RunState,
  done: StepWork & { readonly outcome: Outcome },
  moment: Moment,
): EventBody | null {
  const step = acceptedStep(state, done);
  if (step === null) return null;
  const { outcome, stepKey, attempt } = done;
  const base = { at: moment.now, stepKey, attempt, ...startOf(step, done) };
  switch (outcome.kind) {
    case "failed":
      return onStepFailure(state, { ...done, error: outcome.error }, moment);
    case "opened": {
      const { kind: _, ...opened } = outcome;
      return { type: "scope.opened", ...base, ...opened };
    }
    case "wait": {
      if (isUndoing(state, stepKey)) return onStepFailure(state, { ...done, error: UNDO_WAITS }, moment);
      if (isHost(state, step) || step.sub?.kind === "own")
        return onStepFailure(state, { ...done, error: HOST_WAITS }, moment);
      const { kind: _, ...wait } = outcome;
      if (wait.for !== "run") return { type: "step.waiting", ...base, ...wait };
      const room = childRoom(state, step, moment.now);
      if (room.kind === "over") return onStepFailure(state, { ...done, error: room.error }, moment);
      if (room.kind === "held") return { type: "step.retrying", ...base, error: room.error, dueAt: room.dueAt };
      return { type: "step.waiting", ...base, ...wait, reserved: room.reserved };
    }
    case "done": {
      const { kind: _, ...given } = outcome;
      if (isPartOfStep(step)) return { type: "step.succeeded", ...base, ...given };
      if (!mayTake(nodeOf(state.index, step.nodeId).node, outcome.handle))
        return onStepFailure(state, { ...done, error: BAD_HANDLE }, moment);
      return { type: "step.succeeded", ...base, ...given };
    }
  }
}

/** Own work of a step has no handles. */
function isPartOfStep({ sub }: StepRecord): boolean {
  return sub !== null && sub.kind !== "tool";
}

/** A success names one of the node's handles, or none where that means `out`, or where there is none to take. */
function mayTake(node: PlanNodeShape, handle: string | undefined): boolean {
  const handles = node.handles.filter((known) => known !== ERROR_HANDLE);
  return handles.includes(handle ?? OUT_HANDLE) || (handle === undefined && handles.length === 0);
}

/** What a failed attempt becomes: another attempt later, or the step's failure with what `onError` makes of it. */
export function onStepFailure(
  state: RunState,
  failed: StepWork & { readonly error: FailedAttempt },
  moment: Moment,
): EventBody | null {
  const step = acceptedStep(state, failed);
  if (step === null) return null;
  const { retryAfterMs, ...error } = failed.error;
  const { policy } = nodeOf(state.index, step.nodeId).node;
  const base = { at: moment.now, stepKey: step.key, attempt: failed.attempt, error, ...startOf(step, failed) };
  const failures = step.failures + (countsAsFailure(error) ? 1 : 0);
  const asked = retryAfterMs === undefined ? {} : { retryAfterMs };
  // The attempt is given up until somebody has raised the limit, or the limit ends the run, whatever the policies say.
  if (error.code === BUDGET_WAIT.code) return { type: "step.retrying", ...base, dueAt: moment.now };
  if (error.limit !== undefined && !isUndoing(state, step.key)) return { type: "run.failing", at: moment.now, error };
  // An opened container has steps that succeeded; they are not made again. Nor is a step whose sub-steps had their retries.
  const isWhole = state.containers.has(step.key) || isHost(state, step);
  const delay = isWhole ? null : retryDelay(policy.retry, { failures, class: error.class, ...asked }, moment.random);
  if (delay !== null) return { type: "step.retrying", ...base, dueAt: moment.now + delay };
  return { type: "step.failed", ...base, handled: handlingOf(state, step) };
}

/** The one event that the outcome of `collect` becomes; null where the iteration is no longer open. */
export function onCollected(
  state: RunState,
  collected: {
    readonly stepKey: string;
    readonly index: number;
    /** `done` belongs to a loop, whose value is the new state. */
    readonly outcome: { readonly value: ValueRef; readonly done?: boolean } | { readonly error: EventError };
  },
  now: number,
): EventBody | null {
  const { stepKey, index, outcome } = collected;
  const scope = state.scopes.get(iterationKey(stepKey, index));
  if (scope === undefined || scope.doom !== null || scope.unfinished > 0) return null;
  return { type: "scope.finished", at: now, stepKey, index, ...outcome };
}

/** The event of the run's output; null where the run is ending otherwise or has steps that have not ended. */
export function onFinished(state: RunState, output: ValueRef | null, now: number): EventBody | null {
  if (!state.agenda.collect.has("")) return null;
  return { type: "run.succeeded", at: now, output };
}

/** The event that says an attempt begins, to be durable before its effect; null where it may not begin (any more). */
export function onStart(
  state: RunState,
  begun: { readonly stepKey: string; readonly attempt: number },
  now: number,
): EventBody | null {
  const step = acceptedStep(state, begun);
  if (step === null || step.attempt === begun.attempt) return null;
  return { type: "step.started", at: now, stepKey: begun.stepKey, attempt: begun.attempt };
}

/** True while the outcome of this attempt would still count. */
export function isWanted(state: RunState, work: { readonly stepKey: string; readonly attempt: number }): boolean {
  return acceptedStep(state, work) !== null;
}

/**
 * True while work that was decided may still begin. A pause that came in between takes it back, unless its start is in the
 * log already; it is decided again when the run goes on.
 */
export function mayBegin(state: RunState, work: Work): boolean {
  const isStep = work.do === "start" || work.do === "resume" || work.do === "open";
  if (isStep && !isWanted(state, work)) return false;
  if (state.control.pause === null) return true;
  return work.do === "start" && state.steps.get(work.stepKey)?.attempt === work.attempt;
}

function acceptedStep(
  state: RunState,
  work: { readonly stepKey: string; readonly attempt: number },
): StepRecord | null {
  const step = state.steps.get(work.stepKey);
  if (step === undefined || step.endedAt !== null) return null;
  if (state.containers.get(step.key)?.failing != null || isLosing(state, step.key)) return null;
  if (state.scopes.get(step.scopeKey)?.doom !== null && !isUndoing(state, step.key)) return null;
  const underWay = step.status === "running" && step.attempt === work.attempt;
  const next = (step.status === "queued" || step.status === "retrying") && !step.resumed;
  return underWay || (next && step.attempt + 1 === work.attempt) ? step : null;
}

function startOf(step: StepRecord, work: StepWork): { readonly startedAt?: number } {
  return step.attempt === work.attempt ? {} : { startedAt: work.startedAt };
}
