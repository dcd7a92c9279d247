import {
  containerOf,
  type EventError,
  loopState,
  nodeIdOf,
  nodeReading,
  type RunState,
  scopeKeyOf,
  stepStatus,
  type ValueRef,
  visibleStepKey,
} from "@orrery/engine";
import type { Bindings, ReadRef } from "@orrery/expr";
import type { Json } from "@orrery/plan";
import type { NewValue, ValueKind } from "@orrery/ports";
import { evaluatePlace } from "./evaluate-field.ts";
import { isJsonObject } from "./json-object.ts";
import { after, allOf, type Maybe } from "./maybe.ts";
import { newValueId } from "./new-value-id.ts";
import type { PreparedPlan } from "./prepared-plan.ts";
import type { ValueCache } from "./value-cache.ts";

/** A value that is on its way into the log, with the reference that its event holds. */
export interface StoredValue {
  readonly ref: ValueRef;
  readonly row: NewValue;
}

/** A value as text for the log; `value` is what reading it back will give. */
export interface ValueText {
  readonly json: string;
  readonly bytes: number;
}

/** The values of one run: makes those that steps give, and finds those that expressions read. */
export interface RunValues {
  make(text: ValueText, kind: ValueKind, cached?: Json): StoredValue;
  read(ref: ValueRef): Maybe<Json>;
  /**
   * What expressions in the scope see; pending only where a value has to be fetched. `newState` stands for the state of
   * the innermost loop, once `next` has given it.
   */
  bindings(scopeKey: string, reads: readonly ReadRef[], newState?: { readonly value: Json }): Maybe<Bindings>;
  /** The list that an opened (or opening) container goes over. Rejects or throws `StepFailure` where `items` fails. */
  items(containerKey: string): Maybe<Json>;
  /** The list is not needed any more. */
  forgetItems(containerKey: string): void;
}

/** Made for one drive of one run. `state` is read when asked, so it is always the driver's present one. */
export function createRunValues(run: {
  readonly runId: string;
  readonly prepared: PreparedPlan;
  readonly cache: ValueCache;
  readonly state: () => RunState;
  /** The address at which a step of the run is called while it waits for that. */
  readonly signalAddress: (stepKey: string) => Maybe<string>;
}): RunValues {
  const { runId, prepared, cache, state } = run;
  const itemsByContainer = new Map<string, Maybe<Json>>();

  const read = (ref: ValueRef): Maybe<Json> => cache.get(runId, ref.id);

  const variable = (scopeKey: string, name: string): Maybe<unknown> => {
    // No node is called so.
    if (name === "run") return after(addresses(scopeKey), (signals) => ({ signals }));
    const around = iterationAround(scopeKey, name);
    if (around !== null) return iteration(around);
    const { output, error } = nodeReading(state(), scopeKey, name);
    if (output !== null) return read(output);
    return error === null ? undefined : after(errorJson(error), (json) => ({ error: json }));
  };

  /** Of all steps that some expression reads the address of, seen from a scope. */
  const addresses = (scopeKey: string): Maybe<Record<string, string>> => {
    const seen = prepared.signals.flatMap((id) => {
      const key = visibleStepKey(prepared.index, scopeKey, id);
      return key === null ? [] : [[id, key] as const];
    });
    const made = allOf(seen.map(([, key]) => run.signalAddress(key)));
    return after(made, (found) => Object.fromEntries(seen.map(([id], place) => [id, found[place] ?? ""])));
  };

  const iteration = ({ containerKey, index }: IterationPlace): Maybe<unknown> => {
    if (prepared.nodes.get(nodeIdOf(containerKey))?.container?.kind !== "loop") {
      return after(items(containerKey), (list) => ({
        item: Array.isArray(list) ? (list[index] ?? null) : null,
        index,
      }));
    }
    const ref = loopState(state(), containerKey, index);
    return ref === null ? { index } : after(read(ref), (value) => ({ state: value, index }));
  };

  const errorJson = (error: EventError): Maybe<Json> => {
    const base = { code: error.code, class: error.class, message: error.code };
    if (error.value === undefined) return base;
    return after(read(error.value), (said) => (isJsonObject(said) ? { ...base, ...said } : base));
  };

  const bindings: RunValues["bindings"] = (scopeKey, reads, newState) => {
    const names = [...new Set(reads.map((ref) => ref.variable))];
    const ending = newState === undefined ? null : containerOf(scopeKey);
    const found = names.map((name) =>
      newState !== undefined && ending !== null && nodeIdOf(ending.containerKey) === name
        ? { state: newState.value, index: ending.index }
        : variable(scopeKey, name),
    );
    return after(allOf(found), (values) => {
      const variables: Record<string, unknown> = {};
      for (const [i, name] of names.entries()) {
        if (values[i] !== undefined) variables[name] = values[i];
      }
      return {
        variables,
        now: state().started?.at ?? 0,
        ran: (nodeId) => {
          const key = visibleStepKey(prepared.index, scopeKey, nodeId);
          return key !== null && stepStatus(state(), key) === "succeeded";
        },
      };
    });
  };

  const items = (containerKey: string): Maybe<Json> => {
    const known = itemsByContainer.get(containerKey);
    if (known !== undefined) return known;
    const container = prepared.nodes.get(nodeIdOf(containerKey))?.container;
    if (container?.kind !== "each") return [];
    const template = container.items;
    const list = after(bindings(scopeKeyOf(containerKey), template.reads), (bound) => {
      const value = evaluatePlace(template.template, "items", bound);
      itemsByContainer.set(containerKey, value);
      return value;
    });
    return list;
  };

  return {
    read,
    bindings,
    items,
    forgetItems: (containerKey) => itemsByContainer.delete(containerKey),
    make(text, kind, cached) {
      const id = newValueId(Date.now());
      if (cached !== undefined) cache.put(runId, { id, value: cached, bytes: text.bytes });
      return {
        ref: { id, bytes: text.bytes },
        row: { id, kind, json: text.json, labels: { i: "U", c: [] } },
      };
    },
  };
}

interface IterationPlace {
  readonly containerKey: string;
  readonly index: number;
}

/** The iteration of the container `nodeId` that the scope lies in; null where it lies in none. */
function iterationAround(scopeKey: string, nodeId: string): IterationPlace | null {
  let scope = scopeKey;
  for (let around = containerOf(scope); around !== null; around = containerOf(scope)) {
    if (nodeIdOf(around.containerKey) === nodeId) return around;
    scope = scopeKeyOf(around.containerKey);
  }
  return null;
}
