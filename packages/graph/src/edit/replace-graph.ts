import type { EditOp, Graph, GraphNode } from "../graph.ts";

/** The one edit that makes the document `current` into `wanted`, under a name for undo. */
export function replaceGraph(current: Graph, wanted: Graph, name: string): EditOp {
  const roots = current.nodes.filter((node) => node.parentId === undefined);
  return {
    op: "batch",
    name,
    ops: [
      ...roots.map((node): EditOp => ({ op: "node.remove", id: node.id })),
      ...parentsFirst(wanted.nodes).map((node): EditOp => ({ op: "node.add", node })),
      ...wanted.edges.map((edge): EditOp => ({ op: "edge.add", edge })),
      { op: "graph.name", name: wanted.name },
      { op: "graph.description", description: wanted.description ?? null },
      { op: "settings.set", settings: wanted.settings ?? null },
    ],
  };
}

/** In the order of the document, but none before what it lies in. */
function parentsFirst(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const placed = new Set<GraphNode>();
  const place = (node: GraphNode): void => {
    if (placed.has(node)) return;
    const parent = node.parentId === undefined ? undefined : byId.get(node.parentId);
    if (parent !== undefined) place(parent);
    placed.add(node);
  };
  for (const node of nodes) place(node);
  return [...placed];
}
