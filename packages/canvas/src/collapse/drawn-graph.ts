import type { Graph } from "@orrery/graph";
import type { Measured } from "../flow/tidy-layout.ts";

/** The graph with containers as large as they are drawn: they grow with their cards, the document keeps its own size. */
export function drawnGraph(graph: Graph, sizes: ReadonlyMap<string, Measured>): Graph {
  let grew = false;
  const nodes = graph.nodes.map((node) => {
    const drawn = sizes.get(node.id);
    if (!node.size || !drawn || (drawn.width === node.size.width && drawn.height === node.size.height)) return node;
    grew = true;
    return { ...node, size: { width: drawn.width, height: drawn.height } };
  });
  return grew ? { ...graph, nodes } : graph;
}
