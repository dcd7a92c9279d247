import type { Graph } from "../graph.ts";

/** Enough of a graph to draw it small. */
export type GraphSketch = Pick<Graph, "nodes" | "edges">;

/** Of a graph only the places of the nodes and what is joined to what: no config, no names, no notes. */
export function sketchGraph(graph: GraphSketch): GraphSketch {
  const nodes = graph.nodes.map((node) => ({
    ...{ id: node.id, type: node.type, position: node.position, config: {} },
    ...(node.parentId !== undefined && { parentId: node.parentId }),
    ...(node.size !== undefined && { size: node.size }),
  }));
  const edges = graph.edges.map((edge) => ({
    ...{ id: edge.id, source: edge.source, target: edge.target },
    ...{ sourceHandle: edge.sourceHandle, targetHandle: edge.targetHandle },
  }));
  return { nodes, edges };
}
