import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";

/** What a new workflow begins with: the catalogue's entry and its output, joined, so that it runs as it is. */
export function blankGraph(catalog: Catalog): Graph {
  const entry = catalog.types.find((type) => type.traits.role === "entry");
  const output = catalog.types.find((type) => type.traits.role === "output");
  const nodes: GraphNode[] = [
    ...(entry ? [{ id: "start", type: entry.type, position: { x: 0, y: 0 }, config: entry.initial }] : []),
    ...(output ? [{ id: "end", type: output.type, position: { x: 360, y: 0 }, config: output.initial }] : []),
  ];
  const from = entry?.outputs(entry.initial)[0];
  const to = output?.inputs(output.initial)[0];
  return {
    schema: "orrery.graph/v1",
    name: "New workflow",
    nodes,
    edges: from && to ? [{ id: "e1", source: "start", sourceHandle: from.id, target: "end", targetHandle: to.id }] : [],
  };
}
