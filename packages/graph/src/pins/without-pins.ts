import type { Graph } from "../graph.ts";

/** The drawing as it is kept with runs and versions: what is pinned is for trying, and belongs to the draft alone. */
export function withoutPins(graph: Graph): Graph {
  if (graph.nodes.every((node) => node.pinned === undefined)) return graph;
  return { ...graph, nodes: graph.nodes.map(({ pinned: _left, ...node }) => node) };
}
