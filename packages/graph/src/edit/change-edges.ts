import { graphLimits } from "../limits.ts";
import type { Draft } from "./draft.ts";
import { dropToolEntry } from "./drop-tool-entry.ts";
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

/** Removes an edge; with one that made a node a tool also what its source says of that tool. */
export function removeEdge(draft: Draft, { id }: OpOf<"edge.remove">): Outcome {
  const edge = draft.edge(id);
  if (!edge)
    return refused("EDGE_MISSING", `There is no edge "${id.slice(0, 80)}" any more. Somebody may have removed it.`);
  const said = dropToolEntry(draft, edge);
  const back = { op: "edge.add", edge, ...draft.removeEdge(edge) } as const;
  return done(said === null ? back : { op: "batch", name: "Bring back", ops: [back, said] });
}
