import { nodeIdOf, type RunState, type StepRecord, scopeKeyOf, stepOf, TIMEOUT, type Work } from "@orrery/engine";
import type { Bindings } from "@orrery/expr";
import {
  type RuntimeInput,
  refusedSubSteps,
  type StepError,
  StepFailure,
  type StepOutcome,
  type WaitAnswer,
} from "@orrery/node-kit";
import type { Json, JsonObject } from "@orrery/plan";
import { BudgetRefusal } from "./call-desk.ts";
import { createDeltaStream } from "./delta-stream.ts";
import { evaluateConfig, evaluateField } from "./evaluate-field.ts";
import { hideInError, hideSecrets } from "./hide-secrets.ts";
import { isJsonObject } from "./json-object.ts";
import { after, isPending, type Maybe } from "./maybe.ts";
import type { PreparedNode } from "./prepared-plan.ts";
import type { RunContext } from "./run-context.ts";
import { type CacheNote, cacheEntry, throughCache } from "./step-cache.ts";
import { createStepContext } from "./step-context.ts";
import { failureOf, type RecordedOutcome, recordFailure, recordOutcome } from "./step-result.ts";

export type StepWork = Extract<Work, { do: "start" | "resume" }>;

/**
 * Carries out one attempt (or what follows its wait). Gives the recorded outcome at once where nothing had to be waited
 * for; null when it was aborted. Never throws: whatever goes wrong is the step's failure.
 */
export function performStep(run: RunContext, work: StepWork, abort: AbortController): Maybe<RecordedOutcome | null> {
  const prepared = run.prepared.nodes.get(work.nodeId);
  if (prepared?.runtime == null) {
    return recordFailure(run.values, {
      code: "NODE_UNKNOWN",
      message: `This executor does not know the node type ${prepared?.node.type ?? work.nodeId}.`,
      class: "permanent",
    });
  }
  const note: CacheNote = {};
  const record = (outcome: StepOutcome): RecordedOutcome | null =>
    abort.signal.aborted && abort.signal.reason !== timedOut ? null : recordNoted(run, work, outcome, note);
  const failed = (error: StepError, thrown: unknown): RecordedOutcome => {
    const mask = run.means.secrets?.mask(run.workspaceId);
    const { outcome, values } = recordFailure(run.values, mask === undefined ? error : hideInError(mask, error));
    if (!(thrown instanceof BudgetRefusal) || outcome.kind !== "failed") return { outcome, values };
    return { outcome: { ...outcome, error: { ...outcome.error, limit: thrown.limit } }, values };
  };
  const fail = (thrown: unknown): RecordedOutcome | null =>
    abort.signal.aborted && abort.signal.reason !== timedOut
      ? null
      : failed(abort.signal.reason === timedOut ? timeoutError(work) : failureOf(thrown), thrown);
  try {
    const outcome = callRuntime(run, { work, prepared, abort, note });
    if (!isPending(outcome)) return record(outcome);
    return withinLimits(outcome, work, abort).then(record, fail);
  } catch (error) {
    return fail(error);
  }
}

/** The outcome with what the result cache has to do with it. */
function recordNoted(
  run: RunContext,
  { stepKey, attempt }: StepWork,
  given: StepOutcome,
  note: CacheNote,
): RecordedOutcome {
  const mask = run.means.secrets?.mask(run.workspaceId);
  const outcome = mask === undefined ? given : hideSecrets(mask, given);
  const made = { runId: run.runId, stepKey, attempt, at: run.means.clock.now() };
  const recorded = recordOutcome(run.values, outcome, made);
  if (recorded.outcome.kind !== "done") return recorded;
  if (note.cached !== undefined) return { ...recorded, outcome: { ...recorded.outcome, cached: note.cached } };
  const cache = cacheEntry(note, outcome, recorded.outcome.output.id);
  return cache === null ? recorded : { ...recorded, cache };
}

function callRuntime(
  run: RunContext,
  {
    work,
    prepared,
    abort,
    note,
  }: {
    readonly work: StepWork;
    readonly prepared: PreparedNode;
    readonly abort: AbortController;
    readonly note: CacheNote;
  },
): Maybe<StepOutcome> {
  const state = run.state();
  const needs: readonly [Maybe<Bindings>, Maybe<Json>, Maybe<WaitAnswer | null>] = [
    run.values.bindings(scopeKeyOf(work.stepKey), prepared.reads),
    state.started === null ? {} : run.values.read(state.started.input),
    work.do === "resume" ? waitAnswer(run, state, work.stepKey) : null,
  ];
  const go = (bindings: Bindings, runInput: Json, answer: WaitAnswer | null): Maybe<StepOutcome> => {
    if (abort.signal.aborted) throw new Error("aborted");
    const stream = createDeltaStream(work, run.sendDelta, run.means.secrets?.mask(run.workspaceId));
    const ctx = createStepContext(run.means, prepared, {
      runId: run.runId,
      workspaceId: run.workspaceId,
      stepKey: work.stepKey,
      attempt: work.attempt,
      runStartedAt: state.started?.at ?? 0,
      runInput,
      signal: abort.signal,
      stream: stream.push,
      calls: run.calls,
      subSteps: refusedSubSteps("NOT_GRANTED", "This step has no sub-steps."),
      limitsUsd: () => run.state().control.limits.maxUsd !== undefined,
    });
    const input: RuntimeInput<JsonObject> = {
      config: evaluateConfig(prepared, bindings),
      evaluate: (path) => evaluateLazily(prepared, path, bindings),
    };
    const { runtime } = prepared;
    const outcome =
      answer === null && runtime !== null
        ? throughCache(run, { prepared, ...input, note }, () => runtime.run(ctx, input))
        : answer === null
          ? undefined
          : runtime?.resume?.(ctx, input, answer);
    if (outcome === undefined) {
      return {
        kind: "failed",
        error: { code: "NODE_CRASHED", message: "The node gave no answer.", class: "permanent" },
      };
    }
    return isPending(outcome) ? outcome.finally(stream.end) : outcome;
  };
  const [bindings, runInput, answer] = needs;
  return after(bindings, (bound) => after(runInput, (input) => after(answer, (given) => go(bound, input, given))));
}

function evaluateLazily(prepared: PreparedNode, path: string, bindings: Bindings): Json {
  const field = prepared.lazyFields.find((candidate) => candidate.path.join(".") === path);
  if (field !== undefined) return evaluateField(field, bindings);
  throw new StepFailure({ code: "FIELD_UNKNOWN", message: `There is no expression at ${path}.`, class: "permanent" });
}

/** What ended the wait that the log says this step goes on from. */
function waitAnswer(run: RunContext, state: RunState, stepKey: string): Maybe<WaitAnswer> {
  const step = stepOf(state, stepKey);
  const at = step?.answeredAt ?? run.means.clock.now();
  if (step?.answeredBy === "run") return childAnswer(run, step, at);
  if (step?.answeredBy === "signal" && step.answer !== null)
    return after(run.values.read(step.answer), (body): WaitAnswer => ({ from: "signal", at, body }));
  if (step?.answeredBy !== "person" || step.answer === null) return { from: "time", at };
  return after(run.values.read(step.answer), (answer) =>
    after(
      run.authorOf(step.answerCommandId),
      (by): WaitAnswer => ({
        from: "person",
        by,
        at,
        answer: isJsonObject(answer) ? answer : {},
      }),
    ),
  );
}

/** How the run ended that the step had started: its output, or its error as that run's log has it. */
function childAnswer(run: RunContext, step: StepRecord, at: number): Maybe<WaitAnswer> {
  const { childRunId, child } = step;
  const ended = (output: Json, error: StepError | null): WaitAnswer => ({ from: "run", at, output, error });
  if (child === null || childRunId === null || child.status === "cancelled") {
    const error = { code: "RUN_CANCELLED", message: "The run that this step started was stopped.", class: "permanent" };
    return ended(null, { ...error, class: "permanent" });
  }
  if (child.error === undefined) {
    return child.output === undefined
      ? ended(null, null)
      : after(run.readOther(childRunId, child.output.id), (output) => ended(output, null));
  }
  const { code, class: errorClass, value } = child.error;
  const failed = (said: Json): WaitAnswer => {
    const message = isJsonObject(said) && typeof said.message === "string" ? said.message : `It failed with ${code}.`;
    return ended(null, { code, class: errorClass, message, details: { runId: childRunId } });
  };
  return value === undefined ? failed(null) : after(run.readOther(childRunId, value.id), failed);
}

const timedOut = Symbol("the attempt ran longer than its policy allows");

/**
 * Ends with the runtime or its time limit, whichever is first: a runtime that ignores the limit is left behind. A cancel
 * only raises the signal: how long to wait for the runtime then is the engine's affair.
 */
function withinLimits(outcome: Promise<StepOutcome>, work: StepWork, abort: AbortController): Promise<StepOutcome> {
  return new Promise((resolve, reject) => {
    const timer =
      work.timeoutMs === null
        ? undefined
        : setTimeout(() => abort.abort(timedOut), Math.min(work.timeoutMs, 2 ** 31 - 1));
    const onAbort = (): void => {
      if (abort.signal.reason === timedOut) reject(new Error("timed out"));
    };
    abort.signal.addEventListener("abort", onAbort, { once: true });
    outcome.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      abort.signal.removeEventListener("abort", onAbort);
    });
  });
}

function timeoutError(work: StepWork) {
  return {
    ...TIMEOUT,
    message: `${nodeIdOf(work.stepKey)} did not end within ${work.timeoutMs} ms.`,
    details: { timeoutMs: work.timeoutMs },
  };
}
