import type { EventBody, RunEvent, StepEffect, SubStepKind, ValueRef } from "../events.ts";
import type { Folding } from "../fold/folding.ts";
import { forgetStep, refreshHost, setActive, setStatus, withdrawStep } from "../fold/step-records.ts";
import { nodeOf } from "../plan-index.ts";
import { blankStep, type RunState, type StepRecord } from "../state/run-state.ts";
import { isUndoing } from "./undo.ts";

/*
 * Sub-steps. A step whose node has the trait asks for sub-steps while it runs: `step.asked`, then the events of any step
 * under the sub-step's own key. The step itself has no effect: after a crash it is run again from its beginning, and asks
 * for the same; what has ended is answered from the log. A sub-step lies in the scope of its parent and takes part in no
 * join; its failure dooms nothing. It may start where its parent's scope holds its slots, and only where its parent has asked
 * for it again (`DecideInput.asked`), because what it does is known there alone.
 */

/** Whether what the step does are sub-steps. One that undoes another has none: nothing starts any more when it runs. */
export function isHost(state: RunState, step: Pick<StepRecord, "key" | "nodeId" | "sub">): boolean {
  if (step.sub !== null && step.sub.kind !== "tool") return false;
  return nodeOf(state.index, step.nodeId).node.subSteps === true && !isUndoing(state, step.key);
}

/** What a repeated execution of the step would mean. */
export function effectOf(state: RunState, step: StepRecord): StepEffect {
  if (isHost(state, step)) return "pure";
  return step.sub?.effect ?? nodeOf(state.index, step.nodeId).node.effect;
}

/** What the step's failure means: a sub-step's is told to the step that asked for it. */
export function handlingOf(state: RunState, step: StepRecord): "fail" | "branch" | "continue" {
  return step.sub === null ? nodeOf(state.index, step.nodeId).node.policy.onError : "continue";
}

/** The steps from a sub-step up to the step of the plan that it belongs to, itself first. */
export function* ancestry(state: RunState, step: StepRecord): Generator<StepRecord> {
  for (let at: StepRecord | undefined = step; at !== undefined; ) {
    yield at;
    at = at.sub === null ? undefined : state.steps.get(at.sub.parentKey);
  }
}

/** What a step under way asks for. */
export interface SubStepAsk {
  readonly stepKey: string;
  readonly parentKey: string;
  readonly kind: SubStepKind;
  /** Of a tool. */
  readonly nodeId?: string;
  readonly effect: StepEffect;
  readonly input?: ValueRef;
}

/** The event that a new sub-step becomes; null where its parent is not under way (any more), or it is known. */
export function onAsk(state: RunState, ask: SubStepAsk, now: number): EventBody | null {
  if (!state.hosts.has(ask.parentKey) || state.steps.has(ask.stepKey)) return null;
  const parent = state.steps.get(ask.parentKey);
  const isEnding = parent === undefined || state.scopes.get(parent.scopeKey)?.doom !== null;
  return isEnding ? null : { type: "step.asked", at: now, ...ask };
}

export function askSubStep(folding: Folding, event: Extract<RunEvent, { type: "step.asked" }>): void {
  const { state } = folding;
  const { stepKey: key, parentKey, kind, effect, input = null } = event;
  const parent = state.steps.get(parentKey);
  const host = state.hosts.get(parentKey);
  if (parent === undefined || host === undefined || state.steps.has(key)) return;
  const sub = { kind, parentKey, effect, input, askedAt: event.at };
  const step = blankStep({ key, nodeId: event.nodeId ?? parent.nodeId, scopeKey: parent.scopeKey, sub });
  state.steps.set(key, step);
  parent.subKeys ??= [];
  parent.subKeys.push(key);
  host.open.add(key);
  setStatus(folding, step, "queued");
  setActive(folding, step, true);
  refreshHost(folding, host);
  const scope = state.scopes.get(step.scopeKey);
  if (scope?.doom !== null) return;
  if (scope.live) state.agenda.ready.add(key);
  else scope.parked.add(key);
}

/** The step is to end early: its sub-steps that never started never will have been, the others stay open until they are cancelled. */
export function condemnSubSteps(folding: Folding, stepKey: string): void {
  const { state } = folding;
  const host = state.hosts.get(stepKey);
  if (host === undefined) return;
  for (const key of [...host.open]) {
    const step = state.steps.get(key);
    if (step === undefined) continue;
    condemnSubSteps(folding, key);
    if (step.startedAt === null) forgetStep(folding, step);
    else withdrawStep(folding, step);
  }
  state.agenda.hosts.delete(stepKey);
}

/** The sub-steps of a step that have not ended, innermost first. */
export function unfinishedSubSteps(state: RunState, stepKey: string): string[] {
  const keys: string[] = [];
  for (const key of state.hosts.get(stepKey)?.open ?? []) keys.push(...unfinishedSubSteps(state, key), key);
  return keys;
}
