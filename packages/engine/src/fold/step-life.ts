import { nodeOf } from "../plan-index.ts";
import { spendReserved } from "../policy/reserve.ts";
import { enterRun } from "../policy/settle-join.ts";
import { noteUndone } from "../policy/undo.ts";
import type { StepRecord } from "../state/run-state.ts";
import { iterationKey } from "../step-key.ts";
import type { Folding } from "./folding.ts";
import { setActive, setStatus, withdrawStep } from "./step-records.ts";

/** An attempt is under way. The first of a step counts for `maxSteps`. */
export function beginAttempt(
  folding: Folding,
  step: StepRecord,
  begun: { readonly attempt: number; readonly at: number },
): void {
  const { state } = folding;
  withdrawStep(folding, step);
  if (step.startedAt === null) {
    step.startedAt = begun.at;
    state.stepsStarted += 1;
  }
  step.attempt = begun.attempt;
  step.dueAt = null;
  step.resumed = false;
  state.control.passed.delete(step.key);
  setStatus(folding, step, "running");
  setActive(folding, step, true);
  if (nodeOf(state.index, step.nodeId).node.container === null) state.running.add(step.key);
  else state.agenda.open.add(step.key);
}

/** For events that may also stand for the start of their attempt. */
export function beginUnlessBegun(
  folding: Folding,
  step: StepRecord,
  event: { readonly attempt: number; readonly at: number; readonly startedAt?: number },
): void {
  if (step.attempt >= event.attempt) return;
  beginAttempt(folding, step, { attempt: event.attempt, at: event.startedAt ?? event.at });
}

/** The step is over; its edges have been left already. */
export function endStep(
  folding: Folding,
  step: StepRecord,
  ended: { readonly status: "succeeded" | "failed" | "cancelled"; readonly at: number },
): void {
  const { state } = folding;
  withdrawStep(folding, step);
  closeIterations(folding, step);
  state.running.delete(step.key);
  state.waiting.delete(step.key);
  state.agenda.lose.delete(step.key);
  step.endedAt = ended.at;
  step.endSeq = state.seq;
  step.dueAt = null;
  step.resumed = false;
  setStatus(folding, step, ended.status);
  setActive(folding, step, false);
  spendReserved(state, step.key);
  noteUndone(state, step);
  const scope = state.scopes.get(step.scopeKey);
  if (nodeOf(state.index, step.nodeId).node.role === "entry") enterRun(folding, scope);
  if (scope === undefined || !scope.open.delete(step.key)) return;
  scope.unfinished -= 1;
  folding.unsettled.add(scope);
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
