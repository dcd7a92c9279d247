import type { DecideInput, Decision } from "../decision.ts";
import type { EventBody } from "../events.ts";
import { nodeOf } from "../plan-index.ts";
import type { ContainerRecord, Doom, RunState, ScopeRecord } from "../state/run-state.ts";
import { containerOf, iterationKey, planStepKeyOf, ROOT_SCOPE, scopeKeyOf } from "../step-key.ts";
import { isLosing } from "./lose.ts";
import { ancestry, effectOf, unfinishedSubSteps } from "./sub-steps.ts";
import { isUndoing, undoProgress, undoSteps } from "./undo.ts";

/** How long work under way may take to end by itself once it was told to stop, ms. Then it is left behind. */
export const CANCEL_GRACE_MS = 10_000;

/**
 * Carries out what doomed scopes came to: tells their work to stop, cancels what has started and not ended (innermost
 * first, so that a container ends after all that is in it), then writes the end of the scope itself. Work under way is
 * waited for until its grace has passed, or somebody has asked for the end at once.
 */
export function tearDown(state: RunState, input: DecideInput): Decision[] {
  const { doomed, failing, lose } = state.agenda;
  if (doomed.size === 0 && failing.size === 0 && lose.size === 0 && !state.index.hasLosers) return [];
  const held = heldBack(state, input);
  const decisions = aborts(state, input);
  const append = (event: EventBody): void => void decisions.push({ do: "append", event });
  /** True where all is cancelled, so that the end can be written. */
  const cancel = (stepKeys: readonly string[], end: { readonly at: number; readonly hard: boolean }): boolean => {
    const isOver = end.hard || state.control.undo.stopped?.hard === true || input.now >= end.at + CANCEL_GRACE_MS;
    const going = isOver ? stepKeys : stepKeys.filter((stepKey) => !held.has(stepKey));
    for (const stepKey of going) append(cancelled(state, stepKey, { now: input.now, hard: held.has(stepKey) }));
    return going.length === stepKeys.length;
  };
  for (const key of doomed) {
    const scope = state.scopes.get(key);
    if (scope?.doom == null) continue;
    if (!cancel(unfinishedIn(state, scope), scope.doom)) continue;
    if (scope.containerKey === null) decisions.push(...endOfRun(state, scope.doom, input));
    else append(endOfIteration(scope, scope.containerKey, { doom: scope.doom, at: input.now }));
  }
  for (const key of failing) {
    const container = state.containers.get(key);
    const step = state.steps.get(key);
    if (container?.failing == null || step === undefined) continue;
    if (!cancel(unfinishedUnder(state, container), { at: container.failingAt ?? 0, hard: false })) continue;
    const handled = nodeOf(state.index, step.nodeId).node.policy.onError;
    const { key: stepKey, attempt } = step;
    append({ type: "step.failed", at: input.now, stepKey, attempt, error: container.failing, handled });
  }
  for (const key of lose) {
    const container = state.containers.get(key);
    const inside = container === undefined ? unfinishedSubSteps(state, key) : unfinishedUnder(state, container);
    cancel([...inside, key], { at: state.steps.get(key)?.losesAt ?? 0, hard: false });
  }
  return decisions;
}

/** When the grace of what is being torn down has passed, epoch ms; null where nothing is. */
export function graceEndsAt(state: RunState): number | null {
  const since: number[] = [];
  for (const key of state.agenda.doomed) {
    const doom = state.scopes.get(key)?.doom;
    if (doom != null && (key !== ROOT_SCOPE || state.scopes.get(key)?.open.size !== 0)) since.push(doom.at);
  }
  const { stopped, current } = state.control.undo;
  if (stopped !== null && current !== null) since.push(stopped.at);
  for (const key of state.agenda.failing) {
    const at = state.containers.get(key)?.failingAt;
    if (at != null) since.push(at);
  }
  for (const key of state.agenda.lose) {
    const at = state.steps.get(key)?.losesAt;
    if (at != null) since.push(at);
  }
  return since.length === 0 ? null : Math.min(...since) + CANCEL_GRACE_MS;
}

/** The end of a step that is cancelled; `hard` where its work is left behind. */
export function cancelled(
  state: RunState,
  stepKey: string,
  { now, hard }: { readonly now: number; readonly hard: boolean },
): EventBody {
  const step = state.steps.get(stepKey);
  const isOnce = step !== undefined && effectOf(state, step) === "once";
  const inFlight = isOnce && (state.running.has(stepKey) || step.status === "uncertain");
  return {
    type: "step.cancelled",
    at: now,
    stepKey,
    ...(hard && { hard: true }),
    ...(inFlight && { inFlight: true }),
  };
}

/** First what undoes what had succeeded, where the run fails; then its end. */
function endOfRun(state: RunState, doom: Doom, input: DecideInput): Decision[] {
  const append = (event: EventBody): Decision[] => [{ do: "append", event }];
  const at = input.now;
  if (doom.cause === "cancel") return append({ type: "run.cancelled", at });
  const error = doom.error ?? { code: "CANCELLED", class: "permanent" };
  const failed = { error, at, ...(doom.stepKey === null ? {} : { stepKey: doom.stepKey }) };
  const { undo } = state.control;
  if (undo.stopped !== null) {
    const cut = undo.current === null ? null : cutOff(state, undo.current, input);
    if (cut !== null) return cut;
  } else {
    if (undo.current !== null) return undoSteps(state, input);
    if (undo.stack.length > 0) return undo.begun ? [] : append({ type: "run.failing", ...failed });
  }
  const { notUndone } = undoProgress(state) ?? { notUndone: 0 };
  const isToldOf = undo.done + undo.failed + notUndone > 0;
  const counts = isToldOf ? { undone: undo.done, undoFailed: undo.failed, ...(notUndone > 0 && { notUndone }) } : {};
  return append({ type: "run.failed", ...failed, ...counts });
}

/** The undoing was stopped: its present step may end by itself for as long as any other that is cancelled. */
function cutOff(state: RunState, stepKey: string, { now, busy }: DecideInput): Decision[] {
  const isHeld = busy.has(`start:${stepKey}`);
  if (isHeld && !isUndoOver(state, now)) return [];
  return [{ do: "append", event: cancelled(state, stepKey, { now, hard: isHeld }) }];
}

/** The undoing was stopped, and its grace has passed or is not wanted. */
function isUndoOver(state: RunState, now: number): boolean {
  const { stopped } = state.control.undo;
  return stopped !== null && (stopped.hard || now >= stopped.at + CANCEL_GRACE_MS);
}

function endOfIteration(
  scope: ScopeRecord,
  stepKey: string,
  { doom, at }: { readonly doom: Doom; readonly at: number },
): EventBody {
  const error = doom.error ?? { code: "CANCELLED", class: "permanent" };
  return { type: "scope.finished", at, stepKey, index: scope.index, error };
}

function unfinishedIn(state: RunState, scope: ScopeRecord): string[] {
  const keys: string[] = [];
  for (const key of scope.open) {
    const container = state.containers.get(key);
    if (container !== undefined) keys.push(...unfinishedUnder(state, container));
    keys.push(...unfinishedSubSteps(state, key), key);
  }
  return keys;
}

function unfinishedUnder(state: RunState, container: ContainerRecord): string[] {
  const keys: string[] = [];
  for (const index of container.open) {
    const scope = state.scopes.get(iterationKey(container.key, index));
    if (scope !== undefined) keys.push(...unfinishedIn(state, scope));
  }
  return keys;
}

/** The steps that have work under way, and the containers around them. */
function heldBack(state: RunState, { busy }: DecideInput): ReadonlySet<string> {
  const held = new Set<string>();
  for (const key of busy) {
    const { stepKey, scopeKey } = placeOf(key);
    if (!isDoomed(state, scopeKey) && !isLosing(state, stepKey)) continue;
    held.add(stepKey);
    const step = state.steps.get(stepKey);
    if (step !== undefined) for (const { key } of ancestry(state, step)) held.add(key);
    for (let around = containerOf(scopeKey); around !== null; around = containerOf(scopeKeyOf(around.containerKey)))
      held.add(around.containerKey);
  }
  return held;
}

/** Work under way whose scope is ending, also such as the log has not heard of yet. */
function aborts(state: RunState, { busy, now }: DecideInput): Decision[] {
  const decisions: Decision[] = [];
  for (const busyKey of busy) {
    const { stepKey, scopeKey } = placeOf(busyKey);
    if (isUndoing(state, stepKey)) {
      if (state.control.undo.stopped !== null)
        decisions.push({ do: "abort", stepKey, busyKey, hard: isUndoOver(state, now) });
      continue;
    }
    const lost = isDoomed(state, scopeKey) ? null : lostAt(state, stepKey);
    if (isDoomed(state, scopeKey))
      decisions.push({ do: "abort", stepKey, busyKey, hard: isPastGrace(state, scopeKey, now) });
    else if (lost !== null) decisions.push({ do: "abort", stepKey, busyKey, hard: now >= lost + CANCEL_GRACE_MS });
  }
  return decisions;
}

/**
 * Since when work in a scope that goes on is not wanted any more, epoch ms, because a join went without its step: that
 * loses, or was skipped before its start was in the log. Null where it is wanted.
 */
function lostAt(state: RunState, stepKey: string): number | null {
  if (!state.index.hasLosers) return null;
  const step = state.steps.get(planStepKeyOf(stepKey));
  if (step?.losesAt != null) return step.losesAt;
  if (step?.status === "skipped") return step.endedAt;
  const isForgotten = step === undefined && state.agenda.skip.has(stepKey);
  return isForgotten ? state.at : null;
}

/** `collect:<scope>` names the iteration itself, all others a step in its scope; `finish` works for the root. */
function placeOf(busyKey: string): { readonly stepKey: string; readonly scopeKey: string } {
  if (busyKey === "finish") return { stepKey: "finish", scopeKey: ROOT_SCOPE };
  const name = busyKey.slice(busyKey.indexOf(":") + 1);
  const collecting = busyKey.startsWith("collect:") ? containerOf(name) : null;
  if (collecting !== null) return { stepKey: collecting.containerKey, scopeKey: name };
  return { stepKey: name, scopeKey: scopeKeyOf(name) };
}

function isDoomed(state: RunState, scopeKey: string): boolean {
  const scope = state.scopes.get(scopeKey);
  return scope === undefined || scope.doom !== null;
}

function isPastGrace(state: RunState, scopeKey: string, now: number): boolean {
  const doom = state.scopes.get(scopeKey)?.doom;
  const isHard = state.scopes.get(ROOT_SCOPE)?.doom?.hard === true || state.control.undo.stopped?.hard === true;
  return doom == null || isHard || now >= doom.at + CANCEL_GRACE_MS;
}
