import { applyEdit, type Graph, type GraphNode } from "@orrery/graph";
import { createCatalog, type Effect, type NodeDefinition, type ToolFace } from "@orrery/node-kit";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { planConnect } from "./editor-edits.ts";

function type(name: string, traits: Partial<NodeDefinition["traits"]>, effect: Effect = "pure"): NodeDefinition {
  return {
    type: name,
    typeVersion: 1,
    title: name,
    description: `Does ${name}.`,
    category: "flow",
    icon: "box",
    keywords: [],
    config: z.record(z.string(), z.json()),
    fields: [],
    initial: {},
    traits: { role: "step", source: "trusted", sink: "none", ...traits },
    effect: () => effect,
    inputs: () => (traits.role === "entry" ? [] : [{ id: "in", label: "After" }]),
    outputs: () => [{ id: "out", label: "Next" }],
    output: () => ({ kind: "any" }),
    summary: () => [],
  };
}

const container = {
  kind: "each",
  itemsField: "items",
  collectField: "collect",
  concurrencyField: "concurrency",
  onItemErrorField: "onItemError",
} as const;
const catalog = createCatalog([
  type("begin", { role: "entry" }),
  type("agent", { toolHandle: true, subSteps: true }),
  type("get", {}, "repeatable"),
  type("post", {}, "once"),
  type("room", { container }),
  {
    ...type("remote", {}),
    usesTool: ({ server, tool }) => ({ server: String(server), tool: String(tool), argsField: "args" }),
    effect: (_config, face) => face?.effect ?? "once",
  },
]);

const node = (id: string, type: string, config: GraphNode["config"] = {}, label?: string): GraphNode => {
  return { id, type, position: { x: 0, y: 0 }, config, ...(label !== undefined && { label }) };
};
const edge = (source: string, target: string) => {
  return { id: `${source}_${target}`, source, sourceHandle: "out", target, targetHandle: "in" };
};
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Help",
  nodes: [
    node("start", "begin"),
    node("helper", "agent", { prompt: "Help", tools: {} }),
    node("find", "get", { url: "https://example.org/{{ call.args.order }}" }, "Find an order"),
    node("send", "post"),
    node("each", "room"),
  ],
  edges: [edge("start", "helper")],
};
const tool = (target: string, source = "helper") => ({ source, sourceHandle: "tools", target, targetHandle: "in" });

function connected(from: Graph, target: string): Graph {
  const plan = planConnect(from, catalog, tool(target));
  if (!plan.ok) throw new Error(plan.why);
  const result = applyEdit(from, plan.op);
  if (!result.ok) throw new Error(result.message);
  expect(applyEdit(result.graph, result.inverse)).toMatchObject({ ok: true, graph: from });
  return result.graph;
}

const why = (from: Graph, ends: Parameters<typeof planConnect>[2]) => {
  const plan = planConnect(from, catalog, ends);
  return plan.ok ? "drawn" : plan.why;
};

describe("a line from the handle for tools", () => {
  it("makes the step a tool, with what can be said of it at first, in one step of undo", () => {
    const once = connected(graph, "find");
    const both = connected(once, "send");
    expect(both.nodes[1]?.config.tools).toEqual({
      find: {
        name: "find_an_order",
        description: "Does get.",
        parameters: { type: "object", properties: { order: { type: "string" } }, required: ["order"] },
        permission: "allow",
      },
      send: {
        name: "send",
        description: "Does post.",
        parameters: { type: "object", properties: {} },
        permission: "ask",
      },
    });
    expect(both.edges.map(({ sourceHandle, target }) => `${sourceHandle} ${target}`)).toEqual([
      "out helper",
      "tools find",
      "tools send",
    ]);
  });

  it("opens the form at the tool", () => {
    expect(planConnect(graph, catalog, tool("find"))).toMatchObject({
      ok: true,
      select: ["helper"],
      open: { nodeId: "helper", field: "tools.find.name" },
    });
  });

  it("takes along the line that was drawn when the step was added after its caller", () => {
    const after = { ...graph, edges: [...graph.edges, edge("helper", "find")] };
    expect(connected(after, "find").edges.map(({ sourceHandle, target }) => `${sourceHandle} ${target}`)).toEqual([
      "out helper",
      "tools find",
    ]);
  });

  it("takes over what a tool of a server says of itself, and sends it all that it is called with", () => {
    const inputSchema = { type: "object", properties: { query: { type: "string" } }, required: ["query"] };
    const face: ToolFace = {
      ...{ title: "Search", description: "Finds books.", inputSchema, outputSchema: null },
      ...{ effect: "repeatable", host: "library.example", hash: "a".repeat(64) },
    };
    const interfaces = { get: () => undefined, tool: () => face };
    const drawn = { ...graph, nodes: [...graph.nodes, node("book", "remote", { server: "library", tool: "search" })] };
    const plan = planConnect(drawn, catalog, tool("book"), interfaces);
    const result = plan.ok ? applyEdit(drawn, plan.op) : { ok: false as const };
    if (!result.ok) throw new Error("It could not be drawn.");
    expect(result.graph.nodes[1]?.config.tools).toEqual({
      book: { name: "search", description: "Finds books.", parameters: inputSchema, permission: "allow" },
    });
    expect(result.graph.nodes.at(-1)?.config.args).toBe("{{ call.args }}");
    expect(applyEdit(result.graph, result.inverse)).toMatchObject({ ok: true, graph: drawn });
  });

  it("says why it cannot be drawn", () => {
    const wired = connected(graph, "find");
    expect(why(wired, tool("find"))).toContain("already connected");
    expect(why(wired, { ...tool("find", "start"), sourceHandle: "out" })).toContain("is a tool");
    expect(why(graph, tool("each"))).toContain("holds other steps");
    expect(why(graph, tool("start"))).toContain("begins a run");
    expect(why(graph, tool("send", "find"))).toContain("no way out named tools");
    expect(why({ ...graph, edges: [...graph.edges, edge("start", "send")] }, tool("send"))).toContain(
      "has connections",
    );
  });
});
