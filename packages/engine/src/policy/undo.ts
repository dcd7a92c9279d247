import type { DecideInput, Decision } from "../decision.ts";
import type { Folding } from "../fold/folding.ts";
import { forgetStep, setStatus, withdrawStep } from "../fold/step-records.ts";
import { type IndexedNode, nodeOf } from "../plan-index.ts";
import { blankStep, type RunState, type StepRecord } from "../state/run-state.ts";
import { childKey, nodeIdOf, ROOT_SCOPE, scopeKeyOf } from "../step-key.ts";

/*
 * Compensation. A node may name the node that undoes it. When the run fails (not when it is cancelled), and all that was
 * under way has been torn down, `run.failing` is written unless it is there already, and then the steps that undo what had
 * succeeded run one after another, the last success first, each in the scope of the step it undoes. One that fails is
 * recorded and the others go on. `run.failed` says how many were undone.
 *
 * A cancel stops it: no other begins, the one under way has its grace, and the rest is reported as not undone. One that
 * comes while what was under way is still torn down keeps the undoing from beginning; a second one ends the grace of both.
 */

/** A step succeeded by its own work: it is undone should the run fail. */
export function noteUndo(state: RunState, step: StepRecord, { node }: IndexedNode): void {
  if (node.policy.undo !== undefined) state.control.undo.stack.push(step.key);
}

/** Takes the next step to be undone off the stack where nothing is under way any more; called at the end of an event. */
export function advanceUndo(folding: Folding): void {
  const { state } = folding;
  const { undo } = state.control;
  if (!undo.begun || undo.stopped !== null || undo.current !== null || undo.stack.length === 0) return;
  const root = state.scopes.get(ROOT_SCOPE);
  if (root?.doom == null || root.open.size > 0) return;
  for (let undone = undo.stack.pop(); undone !== undefined; undone = undo.stack.pop()) {
    const nodeId = nodeOf(state.index, nodeIdOf(undone)).node.policy.undo;
    if (nodeId === undefined || !state.index.nodes.has(nodeId)) continue;
    const scopeKey = scopeKeyOf(undone);
    const step = blankStep({ key: childKey(scopeKey, nodeId), nodeId, scopeKey });
    state.steps.set(step.key, step);
    setStatus(folding, step, "queued");
    undo.current = step.key;
    return;
  }
}

/** The step that undoes another has ended. */
export function noteUndone(state: RunState, step: StepRecord): void {
  const { undo } = state.control;
  if (undo.current !== step.key) return;
  undo.current = null;
  if (step.status === "succeeded") undo.done += 1;
  else if (step.status === "cancelled") undo.cut += 1;
  else undo.failed += 1;
}

/** The run will end as failed: nothing goes on in it but the tearing down, and then the undoing. */
export function isFailing(state: RunState): boolean {
  const doom = state.scopes.get(ROOT_SCOPE)?.doom ?? null;
  return doom !== null && doom.cause !== "cancel";
}

/** Somebody has asked that no more be undone; asked again, that the step under way not be waited for. */
export function stopUndo(folding: Folding, hard: boolean): void {
  const { state } = folding;
  const { undo } = state.control;
  undo.stopped = { at: undo.stopped?.at ?? state.at, hard };
  const step = state.steps.get(undo.current ?? "");
  if (step === undefined) return;
  if (step.startedAt === null) {
    forgetStep(folding, step);
    undo.current = null;
    undo.cut += 1;
  } else withdrawStep(folding, step);
}

/** True for the step that is undoing another: it goes on although its scope has ended. */
export function isUndoing(state: RunState, stepKey: string): boolean {
  return state.control.undo.current === stepKey;
}

/** What is to be done about the step that is undoing another. */
export function undoSteps(state: RunState, { now, busy }: DecideInput): Decision[] {
  const step = state.steps.get(state.control.undo.current ?? "");
  if (step === undefined || busy.has(`start:${step.key}`)) return [];
  const isDue = step.status === "queued" || (step.status === "retrying" && (step.dueAt ?? 0) <= now);
  if (!isDue) return [];
  const { effect, policy } = nodeOf(state.index, step.nodeId).node;
  const { key: stepKey, nodeId, attempt } = step;
  const durableFirst = effect !== "pure";
  return [{ do: "start", stepKey, nodeId, attempt: attempt + 1, durableFirst, timeoutMs: policy.timeoutMs }];
}

/** How far the undoing has come; null where the run undoes nothing. */
export interface UndoProgress {
  readonly done: number;
  readonly failed: number;
  /** The present one included. */
  readonly left: number;
  readonly current: string | null;
  /** Left as they are because somebody stopped it. */
  readonly notUndone: number;
}

export function undoProgress(state: RunState): UndoProgress | null {
  const { begun, current, cut, done, failed, stack, stopped } = state.control.undo;
  const open = current === null ? 0 : 1;
  const left = stopped === null ? stack.length + open : open;
  const notUndone = stopped === null ? 0 : stack.length + cut;
  const isKnown = begun || stopped !== null;
  return isKnown && left + done + failed + notUndone > 0 ? { done, failed, left, current, notUndone } : null;
}
