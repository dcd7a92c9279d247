import type { Graph, GraphEdge } from "../graph.ts";

/** A small document with every kind of thing in it. */
export const sampleGraph: Graph = {
  schema: "orrery.graph/v1",
  name: "Digest",
  description: "Of what is new",
  nodes: [
    {
      id: "start",
      type: "input",
      position: { x: 0, y: 0 },
      config: { schema: { type: "object", properties: { topic: { type: "string" } }, required: ["topic"] } },
    },
    {
      id: "fetch",
      type: "http-request",
      label: "Fetch items",
      position: { x: 260, y: 0 },
      config: { method: "GET", url: "https://example.org/items?q={{ start.topic }}", list: [1, { two: 2 }] },
      policy: { retry: { maxAttempts: 3 }, timeoutMs: 10000, onError: "fail" },
    },
    { id: "each", type: "map", position: { x: 520, y: 0 }, config: { items: "{{ fetch.body.items }}" } },
    {
      id: "brief",
      type: "prompt",
      parentId: "each",
      position: { x: 40, y: 60 },
      config: { prompt: 'each: {{ each.item.each + "each" }}' },
    },
    { id: "end", type: "output", position: { x: 800, y: 0 }, config: { value: "{{ each.results }}" } },
  ],
  edges: [edge("e1", "start", "fetch"), edge("e2", "fetch", "each"), edge("e3", "each", "end")],
  settings: { budget: { maxSteps: 500 } },
};

function edge(id: string, source: string, target: string): GraphEdge {
  return { id, source, sourceHandle: "out", target, targetHandle: "in" };
}
