import { isAssignable, listOf, numberType, stringType, typeFromJsonSchema } from "@orrery/expr";
import { applyEdit, type Graph, type GraphEdge, type GraphNode } from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { compile } from "@orrery/plan";
import { expect, test } from "vitest";
import { z } from "zod";
import { planExtract } from "./plan-extract.ts";
import { schemaOfType } from "./schema-of-type.ts";

const anyConfig = z.record(z.string(), z.json());
const VALUE = { path: "value", label: "Value", control: "json", expression: true, expressionKind: "json" } as const;

function definition(type: string, more: Partial<NodeDefinition>): NodeDefinition {
  return {
    ...{ type, typeVersion: 1, title: type, description: "", category: "flow", icon: "box", keywords: [] },
    config: anyConfig,
    fields: [VALUE],
    initial: {},
    traits: { role: "step", source: "trusted", sink: "none" },
    effect: () => "pure",
    inputs: () => [{ id: "in", label: "After" }],
    outputs: () => [{ id: "out", label: "Next" }],
    output: ({ typeOf }) => typeOf("value"),
    summary: () => [],
    ...more,
  };
}

const types = [
  definition("begin", {
    fields: [{ path: "schema", label: "Takes", control: "json-schema" }],
    traits: { role: "entry", rootOnly: true, single: true, source: "untrusted", sink: "none" },
    inputSchema: ({ schema }) => z.record(z.string(), z.json()).parse(schema),
    inputs: () => [],
    output: ({ config }) => typeFromJsonSchema(config.schema),
  }),
  definition("work", {}),
  definition("fork", {
    outputs: () => [
      { id: "yes", label: "Yes" },
      { id: "no", label: "No" },
    ],
    output: () => numberType,
  }),
  definition("give", { traits: { role: "output", rootOnly: true, source: "trusted", sink: "display" } }),
  definition("remark", {
    traits: { role: "note", source: "trusted", sink: "none" },
    inputs: () => [],
    outputs: () => [],
  }),
  definition("call", {
    fields: [
      { path: "workflow", label: "Workflow", control: "workflow" },
      { path: "version", label: "Version", control: "number" },
      { ...VALUE, path: "input" },
    ],
    initial: { workflow: "", version: 1, input: {} },
    traits: { role: "step", waits: "run", source: "bounded", sink: "none" },
    calls: ({ workflow, version }) => ({ workflow: String(workflow), version: Number(version), inputField: "input" }),
    output: ({ called }) => called ?? { kind: "any" },
  }),
];
const catalog: Catalog = { types, get: (type) => types.find((one) => one.type === type) };

const places = Array.from({ length: 40 }, (_, index) => ({ x: 100 * (index + 1), y: 40 })).values();
const node = (id: string, type: string, config: GraphNode["config"], extras: Partial<GraphNode> = {}): GraphNode => ({
  ...{ id, type, position: places.next().value ?? { x: 0, y: 0 }, config },
  ...extras,
});
const edge = (source: string, target: string, sourceHandle = "out"): GraphEdge => ({
  ...{ id: `${source}.${sourceHandle}-${target}.in`, source, sourceHandle, target, targetHandle: "in" },
});
const start = node("start", "begin", {
  schema: {
    type: "object",
    properties: {
      text: { type: "string" },
      tags: { type: "array", items: { type: "string" } },
      lang: { type: "string" },
    },
    required: ["text", "tags"],
  },
});
const chain: Graph = {
  schema: "orrery.graph/v1",
  name: "Chain",
  nodes: [
    start,
    node("a", "work", { value: "{{ start.text + '!' }}" }),
    node("b", "work", { value: { said: "{{ a }}", tags: "{{ start.tags.map(t, t + start.text) }}" } }),
    node("remark_1", "remark", { value: "a note" }),
    node("end", "give", { value: "{{ b.said + start.text }}" }),
  ],
  edges: [edge("start", "a"), edge("a", "b"), edge("b", "end")],
};

function extract(graph: Graph, ids: readonly string[]) {
  const compiled = compile(graph, { catalog });
  return planExtract({ graph, catalog, nodeIds: new Set(ids), compiled, name: "Part" });
}

function why(graph: Graph, ids: readonly string[]): string {
  const plan = extract(graph, ids);
  return plan.ok ? "it can" : plan.why;
}

test("a chain becomes a workflow with what it reads as input, and a call with expressions in its place", () => {
  expect(compile(chain, { catalog }).diagnostics).toEqual([]);
  const plan = extract(chain, ["a", "b", "remark_1"]);
  if (!plan.ok) throw new Error(plan.why);
  expect(plan.inputs).toEqual([
    { name: "text", reads: "start.text", type: stringType },
    { name: "tags", reads: "start.tags", type: listOf(stringType) },
  ]);
  expect(plan.child).toEqual({
    schema: "orrery.graph/v1",
    name: "Part",
    nodes: [
      {
        ...{ id: "start", type: "begin", position: { x: 0, y: 0 } },
        config: {
          schema: {
            type: "object",
            properties: { text: { type: "string" }, tags: { type: "array", items: { type: "string" } } },
            required: ["text", "tags"],
          },
        },
      },
      { id: "a", type: "work", position: { x: 320, y: 0 }, config: { value: "{{ start.text + '!' }}" } },
      {
        ...{ id: "b", type: "work", position: { x: 420, y: 0 } },
        config: { value: { said: "{{ a }}", tags: "{{ start.tags.map(t, t + start.text) }}" } },
      },
      { id: "end", type: "give", position: { x: 740, y: 0 }, config: { value: "{{ b }}" } },
    ],
    edges: [edge("start", "a"), edge("a", "b"), edge("b", "end")],
  });
  const call = plan.call("w1", 3);
  const after = call.ok ? applyEdit(chain, call.op) : null;
  if (!call.ok || !after?.ok) throw new Error("the call does not fit");
  expect(call.name).toBe("Make a workflow of 2 nodes");
  expect(after.graph.nodes.map(({ id, config }) => [id, config])).toEqual([
    ["start", start.config],
    ["remark_1", { value: "a note" }],
    ["end", { value: "{{ call_1.said + start.text }}" }],
    ["call_1", { workflow: "w1", version: 3, input: { text: "{{ start.text }}", tags: "{{ start.tags }}" } }],
  ]);
  expect(after.graph.edges).toEqual([edge("start", "call_1"), edge("call_1", "end")]);
  const back = applyEdit(after.graph, after.inverse);
  expect(back.ok && back.graph).toEqual(chain);
});

test("several values that are read outside come out as members of one", () => {
  const graph: Graph = {
    ...chain,
    nodes: chain.nodes.map((one) => (one.id === "end" ? { ...one, config: { value: "{{ a + b.said }}" } } : one)),
  };
  const plan = extract(graph, ["a", "b"]);
  if (!plan.ok) throw new Error(plan.why);
  expect(plan.child.nodes.at(-1)?.config).toEqual({ value: { a: "{{ a }}", b: "{{ b }}" } });
  const call = plan.call("w1", 1);
  const after = call.ok ? applyEdit(graph, call.op) : null;
  expect(after?.ok && after.graph.nodes.find(({ id }) => id === "end")?.config).toEqual({
    value: "{{ call_1.a + call_1.b.said }}",
  });
});

test("what may be missing goes over whole, so that it may be missing there, too", () => {
  const graph: Graph = {
    ...chain,
    nodes: chain.nodes.map((one) =>
      one.id === "a" ? { ...one, config: { value: "{{ has(start.lang) ? start.lang : 'en' }}" } } : one,
    ),
  };
  const plan = extract(graph, ["a"]);
  if (!plan.ok) throw new Error(plan.why);
  expect(plan.inputs.map(({ name, reads }) => [name, reads])).toEqual([["start", "start"]]);
  expect(plan.child.nodes[1]?.config).toEqual({ value: "{{ has(start.start.lang) ? start.start.lang : 'en' }}" });
});

test("what cannot go is refused in words", () => {
  const forked: Graph = {
    ...chain,
    nodes: [
      start,
      node("ask", "fork", {}),
      node("yes", "work", { value: "{{ start.text }}" }),
      node("no", "work", { value: "{{ start.text }}" }),
      node("both", "work", { value: "{{ start.text }}" }, { join: "any" }),
      node("end", "give", { value: "{{ start.text }}" }),
    ],
    edges: [
      edge("start", "ask"),
      edge("ask", "yes", "yes"),
      edge("ask", "no", "no"),
      edge("yes", "both"),
      edge("no", "both"),
      edge("both", "end"),
    ],
  };
  expect([
    why(chain, []),
    why(chain, ["remark_1"]),
    why(chain, ["start", "a"]),
    why(chain, ["end"]),
    why(forked, ["ask"]),
    why(forked, ["yes", "no"]),
    why(forked, ["ask", "yes"]),
  ]).toEqual([
    "Choose the steps that the new workflow is to do.",
    "Choose the steps that the new workflow is to do.",
    "“begin” starts this workflow, so it stays here. Leave it out.",
    "“give” gives this workflow's result, so it stays here. Leave it out.",
    "“fork” goes on in several ways, and a workflow that is called ends in one. Choose what follows it, too, or leave it out.",
    "It can only begin in one way, and “work” and “work” begin in two.",
    "“fork” goes on in several ways, and a workflow that is called ends in one. Choose what follows it, too, or leave it out.",
  ]);
  expect(why(forked, ["ask", "yes", "no", "both"])).toBe("it can");
});

test("the schema of a type means that type again", () => {
  const all = [
    stringType,
    { kind: "string", values: ["a", "b"] },
    listOf(numberType),
    {
      kind: "object",
      properties: { a: { type: stringType, optional: true }, b: { type: { kind: "any" }, optional: false } },
      open: true,
    },
    { kind: "union", of: [stringType, { kind: "null" }] },
  ] as const;
  for (const type of all) {
    const again = typeFromJsonSchema(schemaOfType(type));
    expect([isAssignable(type, again), isAssignable(again, type)]).toEqual([true, true]);
  }
});
