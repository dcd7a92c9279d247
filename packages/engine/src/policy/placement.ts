import type { DecideInput, Decision } from "../decision.ts";
import { nodeOf } from "../plan-index.ts";
import type { RunState } from "../state/run-state.ts";
import { nodeIdOf } from "../step-key.ts";

/** Work that has to be done by an executor with labels that this one has not becomes a `move`; all else stays. */
export function placed(state: RunState, decisions: Decision[], { labels }: DecideInput): Decision[] {
  if (labels === undefined) return decisions;
  return decisions.map((decision) => {
    if (decision.do === "append" || decision.do === "abort" || decision.do === "move" || decision.do === "finish") {
      return decision;
    }
    const { stepKey } = decision;
    const needs = nodeOf(state.index, nodeIdOf(stepKey)).node.policy.runsOn ?? [];
    return needs.every((label) => labels.has(label)) ? decision : { do: "move", stepKey, needs };
  });
}
