import { isValidNodeId } from "@orrery/expr";
import { checkJson } from "../check-json.ts";
import { graphLimits } from "../limits.ts";
import type { Draft } from "./draft.ts";
import { done, noNode, type OpOf, type Outcome, refused } from "./outcome.ts";

/** A config lies three levels below the root of the document. */
export const CONFIG_DEPTH = graphLimits.depth - 3;

export function addNode(draft: Draft, { node, before }: OpOf<"node.add">): Outcome {
  if (draft.node(node.id)) return refused("NODE_EXISTS", `There is already a node with the id "${node.id}".`);
  if (!isValidNodeId(node.id)) {
    return refused(
      "INVALID",
      `"${node.id.slice(0, 80)}" cannot be a node's id: small letters, digits and _, and no word that expressions use.`,
    );
  }
  if (draft.nodeCount >= graphLimits.nodes) {
    return refused("LIMIT", `A workflow holds at most ${graphLimits.nodes} nodes. Split it into smaller ones.`);
  }
  if (node.parentId !== undefined && !draft.node(node.parentId)) return noNode(node.parentId);
  const problem = checkJson(node.config, CONFIG_DEPTH)[0];
  if (problem) return refused("INVALID", problem.message);
  draft.addNode(node, before);
  return done({ op: "node.remove", id: node.id });
}
