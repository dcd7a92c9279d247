import { containerResults, type EventError, iterationKey, runOutputs, type ValueRef, type Work } from "@orrery/engine";
import type { Json } from "@orrery/plan";
import type { NewValue } from "@orrery/ports";
import { evaluatePlace } from "./evaluate-field.ts";
import { after, allOf, isPending, type Maybe } from "./maybe.ts";
import type { RunContext } from "./run-context.ts";
import { failureOf, type RecordedOutcome, recordError, recordFailure, valueText } from "./step-result.ts";

const noItemLimit = 1_000_000;

/** Evaluates the items of a container and counts them. */
export function performOpen(run: RunContext, work: Extract<Work, { do: "open" }>): Maybe<RecordedOutcome> {
  const fail = (thrown: unknown): RecordedOutcome => recordFailure(run.values, failureOf(thrown));
  try {
    const items = run.values.items(work.stepKey);
    return isPending(items) ? items.then((list) => opened(run, list)).catch(fail) : opened(run, items);
  } catch (error) {
    return fail(error);
  }
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

/** What `collect` of one iteration gave. */
export interface Collected {
  readonly outcome: { readonly value: ValueRef } | { readonly error: EventError };
  readonly values: readonly NewValue[];
}

/** Evaluates `collect` in the scope of an iteration whose children have all ended. */
export function performCollect(run: RunContext, work: Extract<Work, { do: "collect" }>): Maybe<Collected> {
  const fail = (thrown: unknown): Collected => {
    const { failed, row } = recordError(run.values, failureOf(thrown));
    const { retryAfterMs: _, ...error } = failed;
    return { outcome: { error }, values: [row] };
  };
  try {
    const collect = run.prepared.nodes.get(work.nodeId)?.collect;
    const scopeKey = iterationKey(work.stepKey, work.index);
    const collected = after(run.values.bindings(scopeKey, collect?.reads ?? []), (bound): Collected => {
      const text = valueText(evaluatePlace(collect?.template ?? null, "collect", bound));
      if ("problem" in text) {
        const { failed, row } = recordError(run.values, text.problem);
        return { outcome: { error: failed }, values: [row] };
      }
      const stored = run.values.make(text, "json", text.value);
      return { outcome: { value: stored.ref }, values: [stored.row] };
    });
    return isPending(collected) ? collected.catch(fail) : collected;
  } catch (error) {
    return fail(error);
  }
}

/** Puts the output of a container together, by reference. */
export function performClose(run: RunContext, work: Extract<Work, { do: "close" }>): RecordedOutcome {
  const { results, failed } = containerResults(run.state(), work.stepKey);
  run.values.forgetItems(work.stepKey);
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
