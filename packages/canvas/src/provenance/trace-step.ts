import { containerOf, nodeIdOf, planStepKeyOf, type RunState, scopeKeyOf, visibleStepKey } from "@orrery/engine";
import type { Plan } from "@orrery/plan";

/** A step that a value came from. */
export interface TracedStep {
  readonly stepKey: string;
  readonly nodeId: string;
  /** How many readings away: 1 is read by the step itself. */
  readonly distance: number;
}

/**
 * The steps that what a step gave rests on, nearest first: those that its expressions read by the plan, what these read, and
 * so on; a step in a container also rests on the container, which gives it its item. Steps that did not run are left out.
 */
export function traceStep(plan: Plan, state: RunState, stepKey: string): readonly TracedStep[] {
  const reads = new Map(plan.nodes.map((node) => [node.id, node.reads]));
  const seen = new Set([planStepKeyOf(stepKey)]);
  const found: TracedStep[] = [];
  let edge = [...seen];
  for (let distance = 1; edge.length > 0; distance += 1) {
    const next: string[] = [];
    for (const key of edge) {
      for (const source of sourcesOf(state, key, reads.get(nodeIdOf(key)) ?? [])) {
        if (seen.has(source)) continue;
        seen.add(source);
        const record = state.steps.get(source);
        if (record === undefined || record.status === "skipped") continue;
        found.push({ stepKey: source, nodeId: record.nodeId, distance });
        next.push(source);
      }
    }
    edge = next;
  }
  return found;
}

function sourcesOf(state: RunState, stepKey: string, reads: readonly string[]): readonly string[] {
  const scopeKey = scopeKeyOf(stepKey);
  const around = containersAround(scopeKey);
  return reads.flatMap((nodeId) => {
    const container = around.find((key) => nodeIdOf(key) === nodeId);
    return container ?? visibleStepKey(state.index, scopeKey, nodeId) ?? [];
  });
}

function containersAround(scopeKey: string): readonly string[] {
  const keys: string[] = [];
  for (let around = containerOf(scopeKey); around !== null; around = containerOf(scopeKeyOf(around.containerKey))) {
    keys.push(around.containerKey);
  }
  return keys;
}
