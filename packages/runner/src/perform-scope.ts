import {
  containerResults,
  type EventError,
  iterationKey,
  loopResult,
  runOutputs,
  scopeKeyOf,
  type ValueRef,
  type Work,
} from "@orrery/engine";
import { StepFailure } from "@orrery/node-kit";
import type { Json } from "@orrery/plan";
import type { NewValue } from "@orrery/ports";
import { evaluatePlace } from "./evaluate-field.ts";
import { after, allOf, isPending, type Maybe } from "./maybe.ts";
import type { PreparedContainer, PreparedTemplate } from "./prepared-plan.ts";
import type { RunContext } from "./run-context.ts";
import type { StoredValue } from "./run-values.ts";
import { failureOf, type RecordedOutcome, recordError, recordFailure, valueText } from "./step-result.ts";

const noItemLimit = 1_000_000;

/** Evaluates the items of a container and counts them, or what a loop begins with. */
export function performOpen(run: RunContext, work: Extract<Work, { do: "open" }>): Maybe<RecordedOutcome> {
  const fail = (thrown: unknown): RecordedOutcome => recordFailure(run.values, failureOf(thrown));
  const container = run.prepared.nodes.get(work.nodeId)?.container;
  try {
    const outcome =
      container?.kind === "loop"
        ? openLoop(run, work.stepKey, container)
        : after(run.values.items(work.stepKey), (list) => opened(run, list));
    return isPending(outcome) ? outcome.catch(fail) : outcome;
  } catch (error) {
    return fail(error);
  }
}

function openLoop(
  run: RunContext,
  stepKey: string,
  { initial, maxIterations: count }: Extract<PreparedContainer, { kind: "loop" }>,
): Maybe<RecordedOutcome> {
  return after(run.values.bindings(scopeKeyOf(stepKey), initial.reads), (bound): RecordedOutcome => {
    const text = valueText(evaluatePlace(initial.template, "initial", bound));
    if ("problem" in text) return recordFailure(run.values, text.problem);
    const state = run.values.make(text, "json", text.value);
    return { outcome: { kind: "opened", count, state: state.ref }, values: [state.row] };
  });
}

function opened(run: RunContext, list: Json): RecordedOutcome {
  if (!Array.isArray(list)) {
    const message = "What is to be gone through is not a list.";
    return recordFailure(run.values, {
      code: "ITEMS_NOT_LIST",
      message,
      class: "permanent",
      details: { field: "items" },
    });
  }
  if (list.length > noItemLimit) {
    const message = `The list has ${list.length} entries; at most ${noItemLimit} can be gone through.`;
    return recordFailure(run.values, { code: "TOO_MANY_ITEMS", message, class: "limit" });
  }
  return { outcome: { kind: "opened", count: list.length }, values: [] };
}

/** What `collect` of one iteration gave, of a loop `next` and `until`. */
export interface Collected {
  readonly outcome: { readonly value: ValueRef; readonly done?: boolean } | { readonly error: EventError };
  readonly values: readonly NewValue[];
}

/** Evaluates `collect`, or a loop's `next` and `until`, in the scope of an iteration whose children have all ended. */
export function performCollect(run: RunContext, work: Extract<Work, { do: "collect" }>): Maybe<Collected> {
  const fail = (thrown: unknown): Collected => {
    const { failed, row } = recordError(run.values, failureOf(thrown));
    const { retryAfterMs: _, ...error } = failed;
    return { outcome: { error }, values: [row] };
  };
  const container = run.prepared.nodes.get(work.nodeId)?.container;
  try {
    const scopeKey = iterationKey(work.stepKey, work.index);
    const collected =
      container?.kind === "loop"
        ? collectState(run, scopeKey, container)
        : collectItem(run, scopeKey, container?.collect ?? NOTHING);
    return isPending(collected) ? collected.catch(fail) : collected;
  } catch (error) {
    return fail(error);
  }
}

const NOTHING: PreparedTemplate = { template: null, reads: [] };

function collectItem(run: RunContext, scopeKey: string, collect: PreparedTemplate): Maybe<Collected> {
  return after(run.values.bindings(scopeKey, collect.reads), (bound): Collected => {
    const stored = storedValue(run, evaluatePlace(collect.template, "collect", bound));
    return { outcome: { value: stored.ref }, values: [stored.row] };
  });
}

/** `next` sees the old state and gives the new one, which `until` sees. */
function collectState(
  run: RunContext,
  scopeKey: string,
  { next, until }: Extract<PreparedContainer, { kind: "loop" }>,
): Maybe<Collected> {
  return after(run.values.bindings(scopeKey, next.reads), (bound) => {
    const value = evaluatePlace(next.template, "next", bound);
    const stored = storedValue(run, value);
    return after(run.values.bindings(scopeKey, until.reads, { value }), (seen): Collected => {
      const done = evaluatePlace(until.template, "until", seen);
      if (typeof done !== "boolean") {
        const message = "Whether the loop ends here is neither true nor false.";
        throw new StepFailure({ code: "UNTIL_NOT_BOOLEAN", message, class: "permanent", details: { field: "until" } });
      }
      return { outcome: { value: stored.ref, done }, values: [stored.row] };
    });
  });
}

/** Throws `StepFailure` where the value is too large to be kept. */
function storedValue(run: RunContext, value: Json): StoredValue {
  const text = valueText(value);
  if ("problem" in text) throw new StepFailure(text.problem);
  return run.values.make(text, "json", text.value);
}

/** Puts the output of a container together: results by reference, a loop's state as it is. */
export function performClose(run: RunContext, work: Extract<Work, { do: "close" }>): Maybe<RecordedOutcome> {
  const isLoop = run.prepared.nodes.get(work.nodeId)?.container?.kind === "loop";
  return isLoop ? closeLoop(run, work.stepKey) : closeEach(run, work.stepKey);
}

function closeLoop(run: RunContext, stepKey: string): Maybe<RecordedOutcome> {
  const { state, iterations, done } = loopResult(run.state(), stepKey);
  return after(state === null ? null : run.values.read(state), (value): RecordedOutcome => {
    const text = valueText({ state: value, iterations, done });
    if ("problem" in text) return recordFailure(run.values, text.problem);
    const stored = run.values.make(text, "json", text.value);
    return { outcome: { kind: "done", output: stored.ref }, values: [stored.row] };
  });
}

function closeEach(run: RunContext, stepKey: string): RecordedOutcome {
  const { results, failed } = containerResults(run.state(), stepKey);
  run.values.forgetItems(stepKey);
  const text = valueText({
    results: results.map((ref) => ref?.id ?? null),
    failed: failed.map(({ index, error }) => ({
      index,
      code: error.code,
      class: error.class,
      valueId: error.value?.id ?? null,
    })),
  });
  if ("problem" in text) return recordFailure(run.values, text.problem);
  const stored = run.values.make(text, "results");
  return { outcome: { kind: "done", output: stored.ref }, values: [stored.row] };
}

/** The run's output: the value of its only output node, or all of them by node id; or why they cannot be put together. */
export type Finished =
  | { readonly output: ValueRef | null; readonly values: readonly NewValue[] }
  | { readonly error: EventError; readonly values: readonly NewValue[] };

export function performFinish(run: RunContext): Maybe<Finished> {
  const { single, outputs } = runOutputs(run.state());
  const [first] = outputs;
  if (first === undefined) return { output: null, values: [] };
  if (single) return { output: first.value, values: [] };
  return after(allOf(outputs.map(({ value }) => run.values.read(value))), (read): Finished => {
    const text = valueText(Object.fromEntries(outputs.map(({ nodeId }, i) => [nodeId, read[i] ?? null])));
    if ("problem" in text) {
      const { failed, row } = recordError(run.values, text.problem);
      return { error: failed, values: [row] };
    }
    const stored = run.values.make(text, "json", text.value);
    return { output: stored.ref, values: [stored.row] };
  });
}
