import type { Graph, GraphNode } from "../graph.ts";
import { isToolEdge } from "../tool-entries.ts";

/** A drawing that ends at one node. */
export interface CutGraph {
  readonly graph: Graph;
  /** The node that it ends at: the one named, or the outermost container around it, which runs as a whole. */
  readonly target: string;
}

/**
 * The part of a drawing that has to run for one node to run: what leads there, with all that is inside, called as a tool
 * from there, or named to undo some of it. Null where there is no such node.
 */
export function cutToNode(graph: Graph, nodeId: string): CutGraph | null {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const target = outermost(byId, nodeId);
  if (target === null) return null;
  const sources = Map.groupBy(
    graph.edges.filter((edge) => !isToolEdge(edge)),
    ({ target: to }) => to,
  );
  const tools = Map.groupBy(graph.edges.filter(isToolEdge), ({ source }) => source);
  const children = Map.groupBy(graph.nodes, ({ parentId }) => parentId);
  const needed = new Set([target.id]);
  // A set hands out what is added while it is gone through.
  for (const id of needed) {
    for (const { source } of sources.get(id) ?? []) needed.add(source);
    for (const tool of tools.get(id) ?? []) needed.add(tool.target);
    for (const child of children.get(id) ?? []) needed.add(child.id);
    const undo = byId.get(id)?.policy?.undo;
    if (undo !== undefined) needed.add(undo);
  }
  return {
    target: target.id,
    graph: {
      ...graph,
      nodes: graph.nodes.filter(({ id }) => needed.has(id)),
      edges: graph.edges.filter((edge) => needed.has(edge.source) && needed.has(edge.target)),
    },
  };
}

function outermost(byId: ReadonlyMap<string, GraphNode>, nodeId: string): GraphNode | null {
  let at = byId.get(nodeId);
  for (let seen = 0; at?.parentId !== undefined && seen <= byId.size; seen += 1) at = byId.get(at.parentId);
  return at ?? null;
}
