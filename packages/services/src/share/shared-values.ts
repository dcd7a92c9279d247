import { childKey, nodeIdOf, type PlanShape, planStepKeyOf, type RunEvent, scopeKeyOf } from "@orrery/engine";
import type { ShareProjection } from "./share-projection.ts";

/** A value that a link shows, and where it is read from: one stored value, or what came in along a node's edges, by node id. */
export interface WantedValue {
  readonly stepKey: string;
  readonly side: "input" | "output" | "error";
  readonly from: string | Readonly<Record<string, string>>;
}

/** Reads a log in order and tells of each piece which values become visible by it. */
export type SharedValueReader = (events: readonly RunEvent[]) => readonly WantedValue[];

/**
 * Which values a projection lets be seen. The input of an entry is that of the run, of a tool its arguments, of another step
 * what came in along its edges: never its config as it was evaluated, which holds the prompt. What a step does by itself, and
 * what it asks of people, is never shown: it is made of its config.
 */
export function readSharedValues(plan: PlanShape, projection: ShareProjection): SharedValueReader {
  const inputs = new Set(projection.inputs);
  const outputs = new Set(projection.outputs);
  const entries = new Set(plan.nodes.filter(({ role }) => role === "entry").map(({ id }) => id));
  const arriving = Map.groupBy(
    plan.edges.filter(({ target }) => inputs.has(target)),
    ({ target }) => target,
  );
  const sources = new Set([...arriving.values()].flat().map(({ source }) => source));
  const given = new Map<string, string>();
  const tools = new Map<string, string>();
  const told = new Set<string>();
  let runInput: string | null = null;
  let entry: string | null = null;

  /** The node whose ticks decide over a step; null for what is never shown. */
  const ownerOf = (stepKey: string): string | null =>
    planStepKeyOf(stepKey) === stepKey ? nodeIdOf(stepKey) : (tools.get(stepKey) ?? null);

  const inputOf = (stepKey: string): WantedValue["from"] | null => {
    const nodeId = nodeIdOf(stepKey);
    if (planStepKeyOf(stepKey) !== stepKey || !inputs.has(nodeId) || told.has(stepKey)) return null;
    told.add(stepKey);
    if (entries.has(nodeId)) return runInput !== null && (entry === null || entry === nodeId) ? runInput : null;
    const scope = scopeKeyOf(stepKey);
    const parts = (arriving.get(nodeId) ?? []).flatMap(({ source }) => {
      const id = given.get(childKey(scope, source));
      return id === undefined ? [] : [[source, id] as const];
    });
    return parts.length === 0 ? null : Object.fromEntries(parts);
  };

  const of = (event: RunEvent): readonly WantedValue[] => {
    switch (event.type) {
      case "run.started":
        runInput = event.input.id;
        entry = event.entry;
        return [];
      case "step.asked": {
        if (event.kind !== "tool" || event.nodeId === undefined) return [];
        tools.set(event.stepKey, event.nodeId);
        if (event.input === undefined || !inputs.has(event.nodeId)) return [];
        return [{ stepKey: event.stepKey, side: "input", from: event.input.id }];
      }
      case "step.started":
      case "step.waiting":
      case "scope.opened":
        return wanted(event.stepKey, "input", inputOf(event.stepKey));
      case "step.succeeded":
      case "step.reused": {
        const { stepKey, output } = event;
        if (output !== undefined && sources.has(nodeIdOf(stepKey)) && planStepKeyOf(stepKey) === stepKey) {
          given.set(stepKey, output.id);
        }
        return [...wanted(stepKey, "input", inputOf(stepKey)), ...shown(stepKey, "output", output?.id)];
      }
      case "step.failed":
        return [
          ...wanted(event.stepKey, "input", inputOf(event.stepKey)),
          ...shown(event.stepKey, "error", event.error.value?.id),
        ];
      case "step.retrying":
        return shown(event.stepKey, "error", event.error.value?.id);
      default:
        return [];
    }
  };

  const shown = (stepKey: string, side: "output" | "error", id: string | undefined): readonly WantedValue[] => {
    const owner = ownerOf(stepKey);
    return id !== undefined && owner !== null && outputs.has(owner) ? [{ stepKey, side, from: id }] : [];
  };

  return (events) => events.flatMap(of);
}

function wanted(stepKey: string, side: "input", from: WantedValue["from"] | null): readonly WantedValue[] {
  return from === null ? [] : [{ stepKey, side, from }];
}
