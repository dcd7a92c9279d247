import type { Graph, GraphEdge } from "@orrery/graph";
import type { Edge } from "@xyflow/react";

export type FlowEdge = Edge<{ readonly edge: GraphEdge }, "flow">;

/** The edges as React Flow wants them; what is unchanged keeps its object. */
export function toFlowEdges(graph: Graph, before: readonly FlowEdge[], selected: ReadonlySet<string>): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const names = new Map(graph.nodes.map((node) => [node.id, node.label ?? node.id]));
  return graph.edges
    .filter((edge) => names.has(edge.source) && names.has(edge.target))
    .map((edge) => {
      const old = known.get(edge.id);
      const ariaLabel = `From ${names.get(edge.source)} to ${names.get(edge.target)}`;
      const isSelected = selected.has(edge.id);
      if (old && old.data?.edge === edge && old.selected === isSelected && old.ariaLabel === ariaLabel) return old;
      return {
        id: edge.id,
        type: "flow",
        source: edge.source,
        sourceHandle: edge.sourceHandle,
        target: edge.target,
        targetHandle: edge.targetHandle,
        selected: isSelected,
        ariaLabel,
        data: { edge },
        zIndex: 1,
      };
    });
}
