import type { Graph, GraphEdge, GraphNode, JsonObject } from "@orrery/graph";

/** A graph from its nodes and wires: `"a -> b"` for `a.out`, `"a.true -> b"`. Places are of no account. */
export function drawGraph(
  name: string,
  nodes: readonly Omit<GraphNode, "position">[],
  wires: readonly string[],
): Graph {
  const edges = wires.map((wire, i): GraphEdge => {
    const [from = "", target = ""] = wire.split(" -> ");
    const [source = "", sourceHandle = "out"] = from.split(".");
    return { id: `e${i}`, source, sourceHandle, target, targetHandle: "in" };
  });
  return {
    schema: "orrery.graph/v1",
    name,
    nodes: nodes.map((node, i) => ({ ...node, position: { x: 220 * (i % 8), y: 140 * Math.floor(i / 8) } })),
    edges,
  };
}

/** The input node `start`: the tag, and these properties, all required. */
export function startNode(properties: JsonObject = {}): Omit<GraphNode, "position"> {
  const all = { tag: { type: "string" }, ...properties };
  return {
    id: "start",
    type: "input",
    config: { schema: { type: "object", properties: all, required: Object.keys(all) } },
  };
}
