import type { Graph, GraphNode, JsonObject } from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";

/** What a new workflow begins with: the catalogue's entry and its output, joined, so that it runs as it is. */
export function blankGraph(catalog: Catalog): Graph {
  const entry = catalog.types.find((type) => type.traits.role === "entry");
  const output = catalog.types.find((type) => type.traits.role === "output");
  const nodes: GraphNode[] = [
    ...(entry ? [{ id: "start", type: entry.type, position: { x: 0, y: 0 }, config: entry.initial }] : []),
    ...(output ? [{ id: "end", type: output.type, position: { x: 320, y: 0 }, config: passedOn(output) }] : []),
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

/** Where the output has to be told what to give, it gives what came in: what is new can be run before it is changed. */
function passedOn(output: NodeDefinition): JsonObject {
  const given = output.fields.find((field) => field.required && field.expression);
  return given ? { ...output.initial, [given.path]: "{{ start }}" } : output.initial;
}
