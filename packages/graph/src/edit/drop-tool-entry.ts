import type { EditOp, GraphEdge } from "../graph.ts";
import { isToolEdge, TOOLS, toolEntries, withToolEntry } from "../tool-entries.ts";
import type { Draft } from "./draft.ts";

/** With the edge that made a node a tool goes what was said of it. Gives the op that says it again; null where there was nothing. */
export function dropToolEntry(draft: Draft, edge: GraphEdge): EditOp | null {
  const { source, target } = edge;
  const node = isToolEdge(edge) ? draft.node(source) : undefined;
  const entry = node === undefined ? undefined : toolEntries(node.config)[target];
  if (node === undefined || entry === undefined || isDrawnTwice(draft, edge)) return null;
  draft.replaceNode(node, withToolEntry(node, target, null));
  return { op: "config.set", id: source, path: [TOOLS, target], value: entry };
}

function isDrawnTwice(draft: Draft, { id, source, target }: GraphEdge): boolean {
  return draft.edgesOf(target).some((other) => {
    const edge = draft.edge(other);
    return other !== id && edge !== undefined && isToolEdge(edge) && edge.source === source && edge.target === target;
  });
}
