import { type IndexedNode, nodeOf } from "../plan-index.ts";
import { spendReserved } from "../policy/reserve.ts";
import { enterRun } from "../policy/settle-join.ts";
import { isHost } from "../policy/sub-steps.ts";
import { noteUndone } from "../policy/undo.ts";
import type { ScopeRecord, StepRecord } from "../state/run-state.ts";
import { iterationKey } from "../step-key.ts";
import type { Folding } from "./folding.ts";
import {
  forgetStep,
  leaveHost,
  refreshHost,
  setActive,
  setStatus,
  withdrawFrom,
  withdrawStep,
} from "./step-records.ts";

/** An attempt is under way. The first of a step counts for `maxSteps`. */
export function beginAttempt(
  folding: Folding,
  step: StepRecord,
  begun: { readonly attempt: number; readonly at: number },
): void {
  const { state } = folding;
  withdrawStep(folding, step);
  countAttempt(folding, step, begun);
  step.dueAt = null;
  step.resumed = false;
  setStatus(folding, step, "running");
  setActive(folding, step, true);
  const { container } = nodeOf(state.index, step.nodeId).node;
  if (isHost(state, step)) beginHost(folding, step);
  else if (container === null) state.running.add(step.key);
  else state.agenda.open.add(step.key);
}

/** What it does are its sub-steps: nothing of it is lost in a crash, it is simply run again. */
function beginHost(folding: Folding, step: StepRecord): void {
  const { hosts } = folding.state;
  const host = hosts.get(step.key) ?? { key: step.key, open: new Set<string>(), active: 0 };
  hosts.set(step.key, host);
  refreshHost(folding, host);
}

/** An event that may also stand for the start of its attempt. */
interface MayBegin {
  readonly attempt: number;
  readonly at: number;
  readonly startedAt?: number;
}

/** For events that may also stand for the start of their attempt. */
export function beginUnlessBegun(folding: Folding, step: StepRecord, event: MayBegin): void {
  if (step.attempt >= event.attempt) return;
  beginAttempt(folding, step, { attempt: event.attempt, at: event.startedAt ?? event.at });
}

/**
 * The same where the event also ends the step: `endStep` takes it off everything that the start of an attempt puts it on,
 * and between the two nothing looks there. Most steps of a large run come this way.
 */
export function countUnlessBegun(folding: Folding, step: StepRecord, event: MayBegin): void {
  if (step.attempt >= event.attempt) return;
  countAttempt(folding, step, { attempt: event.attempt, at: event.startedAt ?? event.at });
}

function countAttempt(
  { state }: Folding,
  step: StepRecord,
  begun: { readonly attempt: number; readonly at: number },
): void {
  if (step.startedAt === null) {
    step.startedAt = begun.at;
    state.stepsStarted += 1;
  }
  step.attempt = begun.attempt;
  if (state.control.passed.size > 0) state.control.passed.delete(step.key);
}

/** How a step ended, its node, and its scope while that is open. */
export interface StepEnd {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly at: number;
  readonly node: IndexedNode;
  readonly scope: ScopeRecord | undefined;
}

/** The step is over; its edges have been left already. */
export function endStep(folding: Folding, step: StepRecord, ended: StepEnd): void {
  const { state } = folding;
  const { scope, node } = ended;
  withdrawFrom(folding, scope, step);
  if (node.node.container !== null) closeIterations(folding, step);
  if (state.hosts.size > 0) closeHost(folding, step, ended);
  if (state.running.size > 0) state.running.delete(step.key);
  if (state.waiting.size > 0) state.waiting.delete(step.key);
  if (state.agenda.lose.size > 0) state.agenda.lose.delete(step.key);
  step.endedAt = ended.at;
  step.endSeq = state.seq;
  step.dueAt = null;
  step.resumed = false;
  setStatus(folding, step, ended.status);
  spendReserved(state, step.key);
  if (step.sub !== null) {
    setActive(folding, step, false);
    leaveHost(folding, step.sub.parentKey, step.key);
    return;
  }
  if (step.active) {
    step.active = false;
    if (scope !== undefined) scope.active -= 1;
  }
  noteUndone(state, step);
  if (node.node.role === "entry") enterRun(folding, scope);
  if (scope === undefined) return;
  folding.unsettled.add(scope);
  if (scope.open.delete(step.key)) scope.unfinished -= 1;
}

/** Nothing that the step had asked for goes on after it; what had started was cancelled by an event of its own (`leftBy`). */
function closeHost(folding: Folding, step: StepRecord, { at, scope }: StepEnd): void {
  const { state } = folding;
  const host = state.hosts.get(step.key);
  if (host === undefined) return;
  state.hosts.delete(step.key);
  for (const key of host.open) {
    const sub = state.steps.get(key);
    if (sub === undefined) continue;
    if (sub.startedAt === null) forgetStep(folding, sub);
    else endStep(folding, sub, { status: "cancelled", at, node: nodeOf(state.index, sub.nodeId), scope });
  }
}

/** What is left of a container's scopes goes with it; its results stay. */
function closeIterations(folding: Folding, step: StepRecord): void {
  const { state } = folding;
  const container = state.containers.get(step.key);
  if (container === undefined) return;
  state.agenda.failing.delete(step.key);
  for (const index of container.open) {
    const key = iterationKey(step.key, index);
    state.scopes.delete(key);
    state.agenda.doomed.delete(key);
    state.agenda.collect.delete(key);
  }
  container.open.clear();
  container.holders.clear();
  container.wanting.clear();
  container.dormant = 0;
}
