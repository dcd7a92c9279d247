import { childKey, type RunState, type StepRecord } from "@orrery/engine";

export interface UndoneStep {
  /** The key of the step that is taken back. */
  readonly undone: string;
  /** The step that does it. */
  readonly by: Readonly<StepRecord>;
}

/** The steps that undo others so far, in the order in which they began. */
export function undoneSteps(state: RunState): readonly UndoneStep[] {
  const undoes = new Map<string, string>();
  for (const { node } of state.index.nodes.values()) {
    if (node.policy.undo !== undefined) undoes.set(node.policy.undo, node.id);
  }
  if (undoes.size === 0) return [];
  const found: UndoneStep[] = [];
  for (const step of state.steps.values()) {
    const nodeId = undoes.get(step.nodeId);
    if (nodeId !== undefined) found.push({ undone: childKey(step.scopeKey, nodeId), by: step });
  }
  return found;
}
