import type { IndexedNode } from "../plan-index.ts";
import { blankStep, type HostRecord, type ScopeRecord, type StepRecord } from "../state/run-state.ts";
import { childKey, planStepKeyOf } from "../step-key.ts";
import type { StepStatus } from "../step-status.ts";
import type { Folding } from "./folding.ts";

/** Makes the record of a step that is about to become ready or skipped. */
export function createStep(folding: Folding, scope: ScopeRecord, node: IndexedNode): StepRecord {
  const { id: nodeId } = node.node;
  const step = blankStep({ key: childKey(scope.key, nodeId), nodeId, scopeKey: scope.key });
  folding.state.steps.set(step.key, step);
  return step;
}

/** Changes the status and the counts by node that go with it. */
export function setStatus(folding: Folding, step: StepRecord, status: StepStatus): void {
  folding.touched.add(step.key);
  if (step.sub !== null) {
    folding.touched.add(step.sub.parentKey);
    folding.touched.add(planStepKeyOf(step.key));
  }
  if (step.status === status) return;
  if (step.sub !== null && step.sub.kind !== "tool") {
    // It is part of a step that is counted.
    step.status = status;
    return;
  }
  const { counts } = folding.state;
  let count = counts.get(step.nodeId);
  if (count === undefined) {
    count = {};
    counts.set(step.nodeId, count);
  }
  const before = count[step.status];
  if (before === 1) delete count[step.status];
  else if (before !== undefined) count[step.status] = before - 1;
  if (status !== "idle") count[status] = (count[status] ?? 0) + 1;
  step.status = status;
}

/** Counts the step among the active ones of its scope (a sub-step among those of its parent), or no longer. */
export function setActive(folding: Folding, step: StepRecord, active: boolean): void {
  if (step.active === active) return;
  step.active = active;
  if (step.sub !== null) {
    const host = folding.state.hosts.get(step.sub.parentKey);
    if (host === undefined) return;
    host.active += active ? 1 : -1;
    refreshHost(folding, host);
    return;
  }
  const scope = folding.state.scopes.get(step.scopeKey);
  if (scope === undefined) return;
  scope.active += active ? 1 : -1;
  folding.unsettled.add(scope);
}

/** Takes the step off everything that says what it does or could do next. */
export function withdrawStep(folding: Folding, step: StepRecord): void {
  withdrawFrom(folding, folding.state.scopes.get(step.scopeKey), step);
}

/** The same where its scope is at hand. */
export function withdrawFrom({ state }: Folding, scope: ScopeRecord | undefined, step: StepRecord): void {
  const { agenda, timers } = state;
  const { key } = step;
  // Most of these are empty most of the time, and each would look the key up at every step of the run.
  if (agenda.ready.size > 0) agenda.ready.delete(key);
  if (agenda.resume.size > 0) agenda.resume.delete(key);
  if (agenda.open.size > 0) agenda.open.delete(key);
  if (agenda.hosts.size > 0) agenda.hosts.delete(key);
  if (agenda.close.size > 0) agenda.close.delete(key);
  if (timers.size > 0) timers.delete(key);
  if (scope !== undefined && scope.parked.size > 0) scope.parked.delete(key);
}

/** Forgets a step that was queued and never started: its scope, or the step that asked for it, ended before its turn came. */
export function forgetStep(folding: Folding, step: StepRecord): void {
  const { state } = folding;
  withdrawStep(folding, step);
  setStatus(folding, step, "idle");
  setActive(folding, step, false);
  state.steps.delete(step.key);
  if (step.sub === null) {
    state.scopes.get(step.scopeKey)?.open.delete(step.key);
    return;
  }
  const parent = state.steps.get(step.sub.parentKey);
  if (parent?.subKeys != null) parent.subKeys = parent.subKeys.filter((key) => key !== step.key);
  leaveHost(folding, step.sub.parentKey, step.key);
}

/** The sub-step has ended or never will have been. */
export function leaveHost(folding: Folding, parentKey: string, stepKey: string): void {
  const host = folding.state.hosts.get(parentKey);
  if (host?.open.delete(stepKey) === true) refreshHost(folding, host);
}

/**
 * A step all of whose sub-steps wait does so itself: its iteration may give back its slot. As soon as one can go on, or none
 * is left, the step goes on, where it has a slot and nothing ends it.
 */
export function refreshHost(folding: Folding, host: HostRecord): void {
  const { state } = folding;
  const step = state.steps.get(host.key);
  if (step === undefined || step.endedAt !== null) return;
  setActive(folding, step, host.open.size === 0 || host.active > 0);
  const scope = state.scopes.get(step.scopeKey);
  state.agenda.hosts.delete(host.key);
  scope?.parked.delete(host.key);
  if (scope === undefined || scope.doom !== null || !step.active) return;
  if (state.agenda.lose.size > 0 && state.agenda.lose.has(planStepKeyOf(host.key))) return;
  if (scope.live) state.agenda.hosts.add(host.key);
  else scope.parked.add(host.key);
}
