import type { DecideInput, Decision } from "../decision.ts";
import { nodeOf } from "../plan-index.ts";
import type { RunState } from "../state/run-state.ts";
import { nodeIdOf } from "../step-key.ts";
import { ancestry } from "./sub-steps.ts";

/** Work that has to be done by an executor with labels that this one has not becomes a `move`; all else stays. */
export function placed(state: RunState, decisions: Decision[], { labels }: DecideInput): Decision[] {
  if (labels === undefined) return decisions;
  return decisions.map((decision) => {
    if (decision.do === "append" || decision.do === "abort" || decision.do === "move" || decision.do === "finish") {
      return decision;
    }
    const { stepKey } = decision;
    const needs = neededFor(state, stepKey);
    return needs.every((label) => labels.has(label)) ? decision : { do: "move", stepKey, needs };
  });
}

/** A sub-step is done where the steps around it are, so it needs what they need. */
function neededFor(state: RunState, stepKey: string): readonly string[] {
  const step = state.steps.get(stepKey);
  const nodeIds = step === undefined ? [nodeIdOf(stepKey)] : Array.from(ancestry(state, step), ({ nodeId }) => nodeId);
  const needs = nodeIds.map((nodeId) => nodeOf(state.index, nodeId).node.policy.runsOn ?? []);
  return needs.length === 1 ? (needs[0] ?? []) : [...new Set(needs.flat())];
}
