import type { IndexedNode } from "../plan-index.ts";
import { blankStep, type ScopeRecord, type StepRecord } from "../state/run-state.ts";
import { childKey } from "../step-key.ts";
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
  if (step.status === status) return;
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

/** Counts the step among the active ones of its scope, or no longer. */
export function setActive(folding: Folding, step: StepRecord, active: boolean): void {
  if (step.active === active) return;
  step.active = active;
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
  if (agenda.close.size > 0) agenda.close.delete(key);
  if (timers.size > 0) timers.delete(key);
  if (scope !== undefined && scope.parked.size > 0) scope.parked.delete(key);
}

/** Forgets a step that was queued and never started: its scope ended before its turn came. */
export function forgetStep(folding: Folding, step: StepRecord): void {
  withdrawStep(folding, step);
  setStatus(folding, step, "idle");
  setActive(folding, step, false);
  folding.state.scopes.get(step.scopeKey)?.open.delete(step.key);
  folding.state.steps.delete(step.key);
}
