import type { Graph, GraphNode } from "@orrery/graph";

/** The chosen nodes without those that stand in a chosen container: they move with it. In the order of the drawing. */
export function outermostChosen(graph: Graph, chosen: ReadonlySet<string>): GraphNode[] {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const isHeld = (node: GraphNode): boolean => {
    let steps = 0;
    for (let id = node.parentId; id !== undefined && steps < 64; id = byId.get(id)?.parentId) {
      if (chosen.has(id)) return true;
      steps += 1;
    }
    return false;
  };
  return graph.nodes.filter((node) => chosen.has(node.id) && !isHeld(node));
}
