import { type Graph, type GraphEdge, isToolEdge } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { Edge } from "@xyflow/react";
import { type NodeShape, nodeShape } from "./node-shape.ts";

export type FlowEdge = Edge<{ readonly edge: GraphEdge }, "flow">;

/** The edges as React Flow wants them; what is unchanged keeps its object. */
export function toFlowEdges(
  graph: Graph,
  catalog: Catalog,
  before: readonly FlowEdge[],
  selected: ReadonlySet<string>,
): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const shapes = new Map(graph.nodes.map((node) => [node.id, nodeShape(catalog, node)]));
  const drawn = graph.edges.filter((edge) => shapes.has(edge.source) && shapes.has(edge.target));
  // All edges are one stop of the Tab key; the arrows go on from there.
  const stop = (drawn.find((edge) => selected.has(edge.id)) ?? drawn[0])?.id;
  return drawn.map((edge) => {
    const old = known.get(edge.id);
    const ariaLabel = edgeName(edge, shapes);
    const isSelected = selected.has(edge.id);
    const tabIndex = edge.id === stop ? 0 : -1;
    if (
      old?.data?.edge === edge &&
      old.selected === isSelected &&
      old.ariaLabel === ariaLabel &&
      old.domAttributes?.tabIndex === tabIndex
    ) {
      return old;
    }
    return {
      id: edge.id,
      type: "flow",
      source: edge.source,
      sourceHandle: edge.sourceHandle,
      target: edge.target,
      targetHandle: edge.targetHandle,
      selected: isSelected,
      ariaLabel,
      domAttributes: { tabIndex, "aria-roledescription": "connection" },
      data: { edge },
      zIndex: 1,
    };
  });
}

/** "From Fetch items to Reshape"; of a node with several ways out also the way: "From Fetch items, If it fails, to Tell". */
function edgeName(edge: GraphEdge, shapes: ReadonlyMap<string, NodeShape>): string {
  const source = shapes.get(edge.source);
  const target = shapes.get(edge.target)?.title ?? edge.target;
  const from = source?.title ?? edge.source;
  if (isToolEdge(edge)) return `${target} is a tool of ${from}`;
  if (source === undefined || source.outputs.length < 2) return `From ${from} to ${target}`;
  const way = source.outputs.find(({ id }) => id === edge.sourceHandle)?.label ?? edge.sourceHandle;
  return `From ${from}, ${way}, to ${target}`;
}
