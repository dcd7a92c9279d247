import type { RunEvent } from "../events.ts";
import { nodeOf } from "../plan-index.ts";
import { doomScope } from "../policy/cancel.ts";
import { spendReserved } from "../policy/reserve.ts";
import { BUDGET_HELD, BUDGET_WAIT, countsAsFailure } from "../policy/retry.ts";
import { beginEarly } from "../policy/scope.ts";
import { enterRun, settleJoin } from "../policy/settle-join.ts";
import { ERROR_HANDLE, leaveStep, OUT_HANDLE } from "../policy/skip.ts";
import { askSubStep } from "../policy/sub-steps.ts";
import { beUncertain } from "../policy/uncertain.ts";
import { isUndoing, noteUndo } from "../policy/undo.ts";
import { answerWait, beginWait } from "../policy/wait.ts";
import type { StepRecord } from "../state/run-state.ts";
import { nodeIdOf, scopeKeyOf } from "../step-key.ts";
import { isEnded } from "../step-status.ts";
import type { Folding } from "./folding.ts";
import { reuseStep } from "./reuse-step.ts";
import { beginAttempt, beginUnlessBegun, countUnlessBegun, endStep, type StepEnd } from "./step-life.ts";
import { createStep, setActive, setStatus, withdrawStep } from "./step-records.ts";

type Applied = Extract<RunEvent, { type: `step.${string}` }>;

export function applyStepEvent(folding: Folding, event: Applied): void {
  if (event.type === "step.skipped") {
    skipStep(folding, event);
    return;
  }
  if (event.type === "step.asked") {
    askSubStep(folding, event);
    return;
  }
  if (event.type === "step.failed" && event.attempt === 0) {
    failJoin(folding, event);
    return;
  }
  if (event.type === "step.reused") beginEarly(folding, event.stepKey);
  const step = folding.state.steps.get(event.stepKey);
  if (step === undefined || isEnded(step.status)) return;
  switch (event.type) {
    case "step.started":
      beginAttempt(folding, step, { attempt: event.attempt, at: event.at });
      break;
    case "step.succeeded":
      succeedStep(folding, step, event);
      break;
    case "step.failed":
      failStep(folding, step, event);
      break;
    case "step.retrying":
      beginUnlessBegun(folding, step, event);
      step.error = event.error;
      if (countsAsFailure(event.error)) step.failures += 1;
      if (event.error.code === BUDGET_WAIT.code) folding.state.control.pauseFor = event.error.limit ?? null;
      awaitRetry(folding, step, event.dueAt);
      break;
    case "step.waiting":
      beginUnlessBegun(folding, step, event);
      beginWait(folding, step, event);
      break;
    case "step.resumed":
      answerWait(folding, step, event);
      if (step.sub?.kind === "wait") {
        endStep(folding, step, { status: "succeeded", at: event.at, ...placeOf(folding, step) });
      }
      break;
    case "step.cancelled":
      endStep(folding, step, { status: "cancelled", at: event.at, ...placeOf(folding, step) });
      break;
    case "step.uncertain":
      beUncertain(folding, step);
      break;
    case "step.reused":
      reuseStep(folding, step, event);
      break;
  }
}

function skipStep(folding: Folding, event: Extract<Applied, { type: "step.skipped" }>): void {
  const { state } = folding;
  const scope = state.scopes.get(scopeKeyOf(event.stepKey));
  if (scope === undefined || state.steps.has(event.stepKey)) return;
  const node = nodeOf(state.index, nodeIdOf(event.stepKey));
  const step = createStep(folding, scope, node);
  setStatus(folding, step, "skipped");
  step.endedAt = event.at;
  if (node.node.role === "entry") enterRun(folding, scope);
  step.bypassed = event.bypassed === true;
  state.agenda.skip.delete(step.key);
  state.agenda.bypass.delete(step.key);
  if (scope.skipping.delete(step.key)) scope.active -= 1;
  scope.unfinished -= 1;
  folding.unsettled.add(scope);
  if (scope.doom === null) leaveStep(folding, scope, { node, handle: step.bypassed ? OUT_HANDLE : null });
}

/** The step fails without having begun: its join cannot be met any more. */
function failJoin(folding: Folding, event: Extract<Applied, { type: "step.failed" }>): void {
  const { state } = folding;
  const scope = state.scopes.get(scopeKeyOf(event.stepKey));
  if (scope === undefined || state.steps.has(event.stepKey)) return;
  const node = nodeOf(state.index, nodeIdOf(event.stepKey));
  settleJoin(folding, scope, node);
  const step = createStep(folding, scope, node);
  scope.open.add(step.key);
  state.agenda.unmet.delete(step.key);
  if (scope.unmet.delete(step.key)) scope.active -= 1;
  // Its deadline passed in the same moment in which its last edge died: it is not skipped any more.
  state.agenda.skip.delete(step.key);
  if (scope.skipping.delete(step.key)) scope.active -= 1;
  failStep(folding, step, event);
}

function succeedStep(folding: Folding, step: StepRecord, event: Extract<Applied, { type: "step.succeeded" }>): void {
  const { scope, node } = placeOf(folding, step);
  const handle = event.handle ?? OUT_HANDLE;
  countUnlessBegun(folding, step, event);
  step.output = event.output;
  step.handle = handle;
  step.error = null;
  step.usage = event.usage ?? null;
  step.model = event.model ?? null;
  step.cached = event.cached ?? null;
  if (step.sub === null) {
    if (event.cached === undefined && !isUndoing(folding.state, step.key)) noteUndo(folding.state, step, node);
    if (scope !== undefined && scope.doom === null) leaveStep(folding, scope, { node, handle });
  }
  endStep(folding, step, { status: "succeeded", at: event.at, node, scope });
}

function failStep(folding: Folding, step: StepRecord, event: Extract<Applied, { type: "step.failed" }>): void {
  const { scope, node } = placeOf(folding, step);
  countUnlessBegun(folding, step, event);
  step.error = event.error;
  step.handled = event.handled;
  if (event.attempt > 0) step.failures += 1;
  if (event.handled !== "fail" && step.sub === null && scope !== undefined && scope.doom === null)
    leaveStep(folding, scope, { node, handle: event.handled === "branch" ? ERROR_HANDLE : OUT_HANDLE });
  endStep(folding, step, { status: "failed", at: event.at, node, scope });
  if (event.handled === "fail" && step.sub === null && scope !== undefined)
    doomScope(folding, scope, {
      cause: "step",
      error: event.error,
      stepKey: step.key,
      at: folding.state.at,
      hard: false,
    });
}

/** Its node, and its scope while that is open. */
function placeOf({ state }: Folding, step: StepRecord): Pick<StepEnd, "node" | "scope"> {
  return { node: nodeOf(state.index, step.nodeId), scope: state.scopes.get(step.scopeKey) };
}

function awaitRetry(folding: Folding, step: StepRecord, dueAt: number): void {
  const { state } = folding;
  withdrawStep(folding, step);
  state.running.delete(step.key);
  state.waiting.delete(step.key);
  spendReserved(state, step.key);
  if (step.error?.code === BUDGET_HELD.code) state.control.held.push(step.key);
  step.resumed = false;
  step.waitFor = null;
  step.dueAt = dueAt;
  setStatus(folding, step, "retrying");
  setActive(folding, step, true);
  const scope = state.scopes.get(step.scopeKey);
  if (isUndoing(state, step.key)) state.timers.set(step.key, dueAt);
  else if (scope?.doom !== null) return;
  // An uncertain step that was asked about gave its slot back: it is made again when its iteration has one.
  else if (scope.live) state.timers.set(step.key, dueAt);
  else scope.parked.add(step.key);
}
