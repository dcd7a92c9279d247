import type { Graph, GraphEdge, GraphNode, JsonObject } from "@orrery/graph";

type Extras = Partial<Omit<GraphNode, "id" | "type" | "config">>;

/** Short words for drawing small graphs, in examples and tests. A node at a place that means nothing. */
export function node(id: string, type: string, config: JsonObject, extras: Extras = {}): GraphNode {
  return { id, type, position: { x: 0, y: 0 }, config, ...extras };
}

/** `start` takes an object of anything. */
export function start(properties: JsonObject = { topic: { type: "string" } }): GraphNode {
  return node("start", "input", { schema: { type: "object", properties, required: Object.keys(properties) } });
}

export function transform(id: string, value: JsonObject[string], extras?: Extras): GraphNode {
  return node(id, "transform", { value }, extras);
}

export function branch(id: string, when = "{{ start.topic == 'a' }}", extras?: Extras): GraphNode {
  return node(id, "branch", { when }, extras);
}

export function output(id: string, value: JsonObject[string]): GraphNode {
  return node(id, "output", { value });
}

/** Edges from words such as `start -> a` and `b.true -> c`. */
export function edges(...lines: readonly string[]): readonly GraphEdge[] {
  return lines.map((line, index) => {
    const [from = "", to = ""] = line.split("->").map((end) => end.trim());
    const [source = "", sourceHandle = "out"] = from.split(".");
    const [target = "", targetHandle = "in"] = to.split(".");
    return { id: `e${index + 1}`, source, sourceHandle, target, targetHandle };
  });
}

export function graph(nodes: readonly GraphNode[], lines: readonly GraphEdge[], extras: Partial<Graph> = {}): Graph {
  return { schema: "orrery.graph/v1", name: "Test", nodes, edges: lines, ...extras };
}
