import { type IndexedNode, nodeOf } from "../plan-index.ts";
import { spendReserved } from "../policy/reserve.ts";
import { enterRun } from "../policy/settle-join.ts";
import { noteUndone } from "../policy/undo.ts";
import type { ScopeRecord, StepRecord } from "../state/run-state.ts";
import { iterationKey } from "../step-key.ts";
import type { Folding } from "./folding.ts";
import { setActive, setStatus, withdrawFrom, withdrawStep } from "./step-records.ts";

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
  if (nodeOf(state.index, step.nodeId).node.container === null) state.running.add(step.key);
  else state.agenda.open.add(step.key);
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
  if (state.running.size > 0) state.running.delete(step.key);
  if (state.waiting.size > 0) state.waiting.delete(step.key);
  if (state.agenda.lose.size > 0) state.agenda.lose.delete(step.key);
  step.endedAt = ended.at;
  step.endSeq = state.seq;
  step.dueAt = null;
  step.resumed = false;
  setStatus(folding, step, ended.status);
  if (step.active) {
    step.active = false;
    if (scope !== undefined) scope.active -= 1;
  }
  spendReserved(state, step.key);
  noteUndone(state, step);
  if (node.node.role === "entry") enterRun(folding, scope);
  if (scope === undefined) return;
  folding.unsettled.add(scope);
  if (scope.open.delete(step.key)) scope.unfinished -= 1;
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
