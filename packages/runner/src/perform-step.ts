import { scopeKeyOf, stepOf, type Work } from "@orrery/engine";
import type { Bindings } from "@orrery/expr";
import {
  type RuntimeInput,
  type StepContext,
  type StepError,
  StepFailure,
  type StepOutcome,
  type WaitAnswer,
} from "@orrery/node-kit";
import type { Json, JsonObject } from "@orrery/plan";
import { limitOf, refuseLate, withinLimits } from "./attempt-limit.ts";
import { BudgetRefusal } from "./call-desk.ts";
import { createDeltaStream, type DeltaStream } from "./delta-stream.ts";
import { evaluateConfig, evaluateField } from "./evaluate-field.ts";
import { hideInError, hideSecrets } from "./hide-secrets.ts";
import { createSubSteps, hostContext, noSubSteps } from "./host-sub-steps.ts";
import { after, isPending, type Maybe } from "./maybe.ts";
import type { PreparedNode } from "./prepared-plan.ts";
import type { RunContext } from "./run-context.ts";
import { type CacheNote, cacheEntry, throughCache } from "./step-cache.ts";
import { createStepContext } from "./step-context.ts";
import { failureOf, type RecordedOutcome, recordFailure, recordOutcome } from "./step-result.ts";
import { waitAnswer } from "./wait-answer.ts";

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
    wasCancelled(abort.signal) ? null : recordNoted(run, work, outcome, note);
  const failed = (error: StepError, thrown: unknown): RecordedOutcome => {
    const mask = run.means.secrets?.mask(run.workspaceId);
    const { outcome, values } = recordFailure(run.values, mask === undefined ? error : hideInError(mask, error));
    if (!(thrown instanceof BudgetRefusal) || outcome.kind !== "failed") return { outcome, values };
    return { outcome: { ...outcome, error: { ...outcome.error, limit: thrown.limit } }, values };
  };
  const fail = (thrown: unknown): RecordedOutcome | null =>
    wasCancelled(abort.signal) ? null : failed(limitOf(abort.signal) ?? failureOf(thrown), thrown);
  try {
    const leftMs = leftOfCaller(run, work);
    refuseLate(work, leftMs);
    const outcome = callWork(run, { work, prepared, abort, note });
    if (!isPending(outcome)) return record(outcome);
    return withinLimits(outcome, { work, abort, leftMs }).then(record, fail);
  } catch (error) {
    return fail(error);
  }
}

function wasCancelled(signal: AbortSignal): boolean {
  return signal.aborted && limitOf(signal) === null;
}

/** What the step that calls this one as a tool has left of its time, ms; null: any time, as after a wait has its answer. */
function leftOfCaller(run: RunContext, { do: what, stepKey }: StepWork): number | null {
  const asked = what === "start" ? run.subSteps.workOf(stepKey) : undefined;
  return asked?.kind === "tool" ? (asked.leftMs?.(run.means.clock.now()) ?? null) : null;
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

interface Attempt {
  readonly work: StepWork;
  readonly prepared: PreparedNode;
  readonly abort: AbortController;
  readonly note: CacheNote;
}

/** What the attempt comes to: own work of a step with sub-steps, or the runtime of its node. */
function callWork(run: RunContext, attempt: Attempt): Maybe<StepOutcome> {
  const { stepKey } = attempt.work;
  if (stepOf(run.state(), stepKey)?.sub == null) return callRuntime(run, attempt, null);
  const asked = run.subSteps.workOf(stepKey);
  // The step that asked for it has ended meanwhile.
  if (asked === undefined) {
    attempt.abort.abort();
    throw new Error("aborted");
  }
  if (asked.kind === "tool") return callRuntime(run, attempt, asked.args);
  if (asked.kind === "wait") return { kind: "wait", wait: asked.wait };
  return after(runInputOf(run), (runInput) => {
    const stream = createDeltaStream(attempt.work, run.sendDelta, run.means.secrets?.mask(run.workspaceId));
    return asked.run(contextOf(run, attempt, { runInput, stream })).finally(stream.end);
  });
}

/** @param args of a node that is called as a tool. */
function callRuntime(run: RunContext, attempt: Attempt, args: JsonObject | null): Maybe<StepOutcome> {
  const { work, prepared, abort, note } = attempt;
  const needs: readonly [Maybe<Bindings>, Maybe<Json>, Maybe<WaitAnswer | null>] = [
    run.values.bindings(scopeKeyOf(work.stepKey), prepared.reads),
    runInputOf(run),
    work.do === "resume" ? waitAnswer(run, work.stepKey) : null,
  ];
  const go = (bindings: Bindings, runInput: Json, answer: WaitAnswer | null): Maybe<StepOutcome> => {
    if (abort.signal.aborted) throw new Error("aborted");
    const stream = createDeltaStream(work, run.sendDelta, run.means.secrets?.mask(run.workspaceId));
    const ctx = contextOf(run, attempt, { runInput, stream });
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
  return after(bindings, (bound) =>
    after(runInput, (input) =>
      after(answer, (given) => go(args === null ? bound : withCall(bound, args), input, given)),
    ),
  );
}

function runInputOf(run: RunContext): Maybe<Json> {
  const { started } = run.state();
  return started === null ? {} : run.values.read(started.input);
}

/** Inside a node that is called as a tool its arguments are in scope; no node is called so. */
function withCall(bindings: Bindings, args: JsonObject): Bindings {
  return { ...bindings, variables: { ...bindings.variables, call: { args } } };
}

function contextOf(
  run: RunContext,
  { work, prepared, abort }: Attempt,
  { runInput, stream }: { readonly runInput: Json; readonly stream: DeltaStream },
): StepContext {
  const { stepKey, attempt } = work;
  const { signal } = abort;
  const state = run.state();
  const sub = stepOf(state, stepKey)?.sub;
  const ctx = createStepContext(run.means, prepared, {
    runId: run.runId,
    workspaceId: run.workspaceId,
    stepKey,
    attempt,
    effect: sub?.effect ?? prepared.node.effect,
    runStartedAt: state.started?.at ?? 0,
    runInput,
    signal,
    stream: stream.push,
    calls: run.calls,
    subSteps: noSubSteps,
    limitsUsd: () => run.state().control.limits.maxUsd !== undefined,
    ...(state.started?.trace !== undefined && { trace: state.started.trace }),
  });
  if (prepared.node.subSteps !== true || (sub != null && sub.kind !== "tool")) return ctx;
  return hostContext(ctx, createSubSteps(run, prepared, { stepKey, attempt, signal }));
}

function evaluateLazily(prepared: PreparedNode, path: string, bindings: Bindings): Json {
  const field = prepared.lazyFields.find((candidate) => candidate.path.join(".") === path);
  if (field !== undefined) return evaluateField(field, bindings);
  throw new StepFailure({ code: "FIELD_UNKNOWN", message: `There is no expression at ${path}.`, class: "permanent" });
}
