import { busyKey } from "./busy-key.ts";
import type { DecideInput, Decision } from "./decision.ts";
import type { EventBody, EventError } from "./events.ts";
import { nodeOf } from "./plan-index.ts";
import { areStepsHeld, passedBudget } from "./policy/budget.ts";
import { JOIN_UNMET } from "./policy/join.ts";
import { isStopped, pauseDue } from "./policy/pause.ts";
import { pinnedSteps } from "./policy/pin.ts";
import { placed } from "./policy/placement.ts";
import { effectOf, handlingOf, isHost } from "./policy/sub-steps.ts";
import { tearDown } from "./policy/tear-down.ts";
import { APPROVAL_EXPIRED, SIGNAL_EXPIRED } from "./policy/wait.ts";
import type { RunState, StepRecord } from "./state/run-state.ts";
import { containerOf, nodeIdOf, ROOT_SCOPE } from "./step-key.ts";

/**
 * What is to be done next, as far as the log and the work under way say. Pure: reads `state`, changes nothing; the same
 * question gives the same answer. Its cost follows what there is to do, not the size of the run.
 *
 * After an `append` the shell folds it and asks again: one decision often makes the next.
 */
export function decide(state: RunState, input: DecideInput): Decision[] {
  return placed(state, decideAnywhere(state, input), input);
}

function decideAnywhere(state: RunState, input: DecideInput): Decision[] {
  if (state.end !== null) return [];
  const ending = state.scopes.get(ROOT_SCOPE)?.doom ?? null;
  if (ending !== null) return tearDown(state, input);
  if (state.started === null) return [];
  if (state.control.pause !== null) return tearDown(state, input);
  const pinned = pinnedSteps(state, input.now);
  if (pinned.length > 0) return pinned.map(append);
  const error = passedBudget(state, input.now);
  if (error !== null) return [append(endOfBudget(state, error, input.now))];
  const pause = pauseDue(state, input);
  if (pause !== null) return [append(pause)];
  return [
    ...tearDown(state, input),
    ...skips(state, input),
    ...unmetJoins(state, input),
    ...dueTimers(state, input),
    ...starts(state, input),
    ...hosts(state, input),
    ...resumptions(state, input),
    ...ends(state, input),
  ];
}

function endOfBudget(state: RunState, error: EventError, at: number): EventBody {
  if (state.index.plan.onBudget !== "pause") return { type: "run.failing", at, error };
  return { type: "run.paused", at, cause: "budget", ...(error.limit !== undefined && { limit: error.limit }) };
}

function append(event: EventBody): Decision {
  return { do: "append", event };
}

function skips(state: RunState, { now }: DecideInput): Decision[] {
  // Asked at each step of each run, and seldom not empty.
  if (state.agenda.skip.size === 0 && state.agenda.bypass.size === 0) return [];
  return [
    ...Array.from(state.agenda.skip, (stepKey) => append({ type: "step.skipped", at: now, stepKey })),
    ...Array.from(state.agenda.bypass, (stepKey) => append({ type: "step.skipped", at: now, stepKey, bypassed: true })),
  ];
}

function unmetJoins(state: RunState, { now }: DecideInput): Decision[] {
  if (state.agenda.unmet.size === 0) return [];
  return Array.from(state.agenda.unmet, (stepKey) => append(unmet(state, stepKey, now)));
}

/** Attempt 0: the step never began. */
function unmet(state: RunState, stepKey: string, now: number): EventBody {
  const handled = nodeOf(state.index, nodeIdOf(stepKey)).node.policy.onError;
  return { type: "step.failed", at: now, stepKey, attempt: 0, error: JOIN_UNMET, handled };
}

/** A retry's time has come, a time has been waited for, a person did not answer in time, or a join was not met in time. */
function dueTimers(state: RunState, { now, busy, asked }: DecideInput): Decision[] {
  const decisions: Decision[] = [];
  for (const stepKey of state.timers.due(now)) {
    const step = state.steps.get(stepKey);
    if (step === undefined) decisions.push(append(unmet(state, stepKey, now)));
    else if (step.status === "retrying") {
      if (isAsked(step, asked)) decisions.push(...unlessBusy(attemptOf(state, step), busy));
    } else if (step.waitFor === "time") decisions.push(append({ type: "step.resumed", at: now, stepKey, by: "time" }));
    else decisions.push(append(expired(state, step, now)));
  }
  return decisions;
}

function expired(state: RunState, step: StepRecord, now: number): EventBody {
  const handled = handlingOf(state, step);
  const error = step.waitFor === "signal" ? SIGNAL_EXPIRED : APPROVAL_EXPIRED;
  return { type: "step.failed", at: now, stepKey: step.key, attempt: step.attempt, error, handled };
}

function starts(state: RunState, { busy, asked }: DecideInput): Decision[] {
  const decisions: Decision[] = [];
  const isHeld = areStepsHeld(state);
  for (const stepKey of state.agenda.ready) {
    const step = state.steps.get(stepKey);
    if (step === undefined || !isAsked(step, asked) || isStopped(state, stepKey)) continue;
    if (isHeld && step.startedAt === null) continue;
    decisions.push(...unlessBusy(attemptOf(state, step), busy));
  }
  for (const stepKey of state.agenda.open) {
    const step = state.steps.get(stepKey);
    if (step === undefined) continue;
    decisions.push(...unlessBusy({ do: "open", stepKey, nodeId: step.nodeId, attempt: step.attempt }, busy));
  }
  return decisions;
}

/** Steps with sub-steps that have started: they are run again where nobody runs them. */
function hosts(state: RunState, { busy, asked }: DecideInput): Decision[] {
  const decisions: Decision[] = [];
  for (const stepKey of state.agenda.hosts) {
    const step = state.steps.get(stepKey);
    if (step === undefined || !isAsked(step, asked)) continue;
    const { nodeId, attempt } = step;
    const work = { do: "start", stepKey, nodeId, attempt, durableFirst: false, timeoutMs: null } as const;
    decisions.push(...unlessBusy(work, busy));
  }
  return decisions;
}

/** What a sub-step does is known only to the step that asks for it. */
function isAsked(step: StepRecord, asked: DecideInput["asked"]): boolean {
  return step.sub === null || asked === undefined || asked.has(step.key);
}

function attemptOf(state: RunState, step: StepRecord): Exclude<Decision, { do: "append" | "abort" | "move" }> {
  const { node } = nodeOf(state.index, step.nodeId);
  const work = { stepKey: step.key, nodeId: step.nodeId, attempt: step.attempt + 1 };
  if (node.container !== null) return { do: "open", ...work };
  // The start of a step with sub-steps goes out with the first of these, at the latest.
  const isUntimed = isHost(state, step) || step.sub?.kind === "wait";
  const timeoutMs = isUntimed ? null : node.policy.timeoutMs;
  return { do: "start", ...work, durableFirst: effectOf(state, step) !== "pure", timeoutMs };
}

function resumptions(state: RunState, { busy, asked }: DecideInput): Decision[] {
  const decisions: Decision[] = [];
  for (const stepKey of state.agenda.resume) {
    const step = state.steps.get(stepKey);
    if (step === undefined || !isAsked(step, asked)) continue;
    const { timeoutMs } = nodeOf(state.index, step.nodeId).node.policy;
    const { nodeId, attempt } = step;
    decisions.push(...unlessBusy({ do: "resume", stepKey, nodeId, attempt, timeoutMs }, busy));
  }
  return decisions;
}

function ends(state: RunState, { busy }: DecideInput): Decision[] {
  const decisions: Decision[] = [];
  for (const scopeKey of state.agenda.collect) {
    const container = containerOf(scopeKey);
    if (container === null) {
      decisions.push(...unlessBusy({ do: "finish" }, busy));
      continue;
    }
    const { containerKey: stepKey, index } = container;
    decisions.push(...unlessBusy({ do: "collect", stepKey, nodeId: nodeIdOf(stepKey), index }, busy));
  }
  for (const stepKey of state.agenda.close) {
    const attempt = state.steps.get(stepKey)?.attempt ?? 1;
    decisions.push(...unlessBusy({ do: "close", stepKey, nodeId: nodeIdOf(stepKey), attempt }, busy));
  }
  return decisions;
}

function unlessBusy(
  work: Exclude<Decision, { do: "append" | "abort" | "move" }>,
  busy: ReadonlySet<string>,
): Decision[] {
  return busy.has(busyKey(work)) ? [] : [work];
}
