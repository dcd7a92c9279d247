import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { connectChoices } from "./connect-choices.ts";

function definition(type: string, more: Partial<NodeDefinition>): NodeDefinition {
  return {
    ...{ type, typeVersion: 1, title: type, description: "", category: "flow", icon: "box", keywords: [], fields: [] },
    config: z.record(z.string(), z.json()),
    initial: {},
    traits: { role: "step", source: "trusted", sink: "none" },
    effect: () => "pure",
    inputs: () => [{ id: "in", label: "After" }],
    outputs: () => [{ id: "out", label: "Next" }],
    output: () => ({ kind: "any" }),
    summary: () => [],
    ...more,
  };
}

const fork = { outputs: () => ["yes", "no"].map((id) => ({ id, label: id.toUpperCase() })) };
const begin = { traits: { role: "entry", source: "trusted", sink: "none" }, inputs: () => [] } as const;
const types = [definition("begin", begin), definition("work", {}), definition("fork", fork)];
const catalog: Catalog = { types, get: (type) => types.find((one) => one.type === type) };
const node = (id: string, type: string): GraphNode => ({ id, type, position: { x: 0, y: 0 }, config: {}, label: id });
const ask = node("ask", "fork");
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Test",
  nodes: [node("start", "begin"), ask, node("tell", "work")],
  edges: [{ id: "e", source: "ask", sourceHandle: "yes", target: "tell", targetHandle: "in" }],
};

test("every way out to every node that can be led to, what may be drawn first, the rest with why not", () => {
  expect(connectChoices(graph, catalog, ask)).toEqual([
    {
      ends: { source: "ask", sourceHandle: "no", target: "tell", targetHandle: "in" },
      ...{ title: "tell", way: "NO", wayIn: null, why: null },
    },
    {
      ends: { source: "ask", sourceHandle: "yes", target: "tell", targetHandle: "in" },
      ...{ title: "tell", way: "YES", wayIn: null, why: "These two are already connected like this." },
    },
  ]);
});
