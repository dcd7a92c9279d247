import { graphLimits } from "../limits.ts";
import type { Draft } from "./draft.ts";
import { done, noNode, type OpOf, type Outcome, refused } from "./outcome.ts";

export function addEdge(draft: Draft, { edge, before }: OpOf<"edge.add">): Outcome {
  if (draft.edge(edge.id)) return refused("EDGE_EXISTS", `There is already an edge with the id "${edge.id}".`);
  if (!draft.node(edge.source)) return noNode(edge.source);
  if (!draft.node(edge.target)) return noNode(edge.target);
  if (draft.edgeCount >= graphLimits.edges) {
    return refused("LIMIT", `A workflow holds at most ${graphLimits.edges} edges. Split it into smaller ones.`);
  }
  draft.addEdge(edge, before);
  return done({ op: "edge.remove", id: edge.id });
}

export function removeEdge(draft: Draft, { id }: OpOf<"edge.remove">): Outcome {
  const edge = draft.edge(id);
  if (!edge)
    return refused("EDGE_MISSING", `There is no edge "${id.slice(0, 80)}" any more. Somebody may have removed it.`);
  return done({ op: "edge.add", edge, ...draft.removeEdge(edge) });
}
