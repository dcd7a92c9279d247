import type { RunEvent } from "../events.ts";
import type { Folding } from "../fold/folding.ts";
import { setActive, setStatus, withdrawStep } from "../fold/step-records.ts";
import type { StepRecord } from "../state/run-state.ts";
import { reserveForChild, settleChild } from "./child-budget.ts";

/** What becomes of a person's wait whose `dueAt` has passed without an answer. Never retried. */
export const APPROVAL_EXPIRED = { code: "APPROVAL_EXPIRED", class: "permanent" } as const;

/** The same for a wait for a call from outside. */
export const SIGNAL_EXPIRED = { code: "SIGNAL_EXPIRED", class: "permanent" } as const;

/** The step waits: its timeout does not run, and its iteration may give back its slot. */
export function beginWait(
  folding: Folding,
  step: StepRecord,
  event: Extract<RunEvent, { type: "step.waiting" }>,
): void {
  const { state } = folding;
  withdrawStep(folding, step);
  state.running.delete(step.key);
  state.waiting.add(step.key);
  step.resumed = false;
  step.waitFor = event.for;
  step.dueAt = event.dueAt;
  step.show = event.show ?? null;
  step.childRunId = event.childRunId ?? null;
  step.child = null;
  if (event.reserved !== undefined) reserveForChild(state, step, event.reserved);
  setStatus(folding, step, "waiting");
  setActive(folding, step, false);
  const doomed = state.scopes.get(step.scopeKey)?.doom !== null;
  if (event.dueAt !== null && !doomed) state.timers.set(step.key, event.dueAt);
}

/** The wait has its answer. The step goes on at once where its scope is live, else when that has its slots again. */
export function answerWait(
  folding: Folding,
  step: StepRecord,
  event: Extract<RunEvent, { type: "step.resumed" }>,
): void {
  const { state } = folding;
  if (!state.waiting.delete(step.key)) return;
  state.timers.delete(step.key);
  step.resumed = true;
  step.dueAt = null;
  step.answer = event.answer ?? null;
  step.child = event.child ?? null;
  if (event.child?.used !== undefined) settleChild(state, step, event.child.used);
  step.answeredBy = event.by;
  step.answeredAt = event.at;
  step.answerCommandId = event.commandId ?? null;
  const scope = state.scopes.get(step.scopeKey);
  setActive(folding, step, true);
  // In a scope that is ending the answer changes nothing: the step stays open until it is cancelled.
  if (scope?.doom != null) return;
  if (scope?.live === true) {
    state.running.add(step.key);
    state.agenda.resume.add(step.key);
    setStatus(folding, step, "running");
  } else {
    scope?.parked.add(step.key);
    setStatus(folding, step, "queued");
  }
}
