import type { Graph, GraphNode } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { branch, edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { sha256Hex } from "./hash.ts";
import { canonicalJson, compile, drawingHash, type Plan } from "./index.ts";
import { planSchema } from "./plan-schema.ts";
import { randomGraph } from "./testing/random-graph.ts";

const base = graph(
  [
    start(),
    branch("b"),
    node("fetch", "http-request", { url: "https://example.org/" }),
    node("each", "map", { items: [1, 2] }),
    transform("in_1", "{{ each.item }}", { parentId: "each" }),
    output("end", "{{ each.results }}"),
    output("other", 1),
  ],
  edges("start -> b", "b.true -> fetch", "fetch -> each", "each -> end", "b.false -> other"),
);

function planOf(drawn: Graph): Plan {
  const { plan, diagnostics } = compile(drawn, { catalog });
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

function withNode(id: string, change: (node: GraphNode) => GraphNode): Graph {
  return { ...base, nodes: base.nodes.map((one) => (one.id === id ? change(one) : one)) };
}

describe("the hash of a plan", () => {
  it("stays what it was: plans that are stored are known by it", () => {
    expect(planOf(base).hash).toBe("cce316f16bba5e88ee7f09e76ee19e677447c3fb6fe6c8183668beac77ad0b9d");
  });

  it("holds for each node the hash of what decides its behaviour", () => {
    const own = planOf(withNode("fetch", (one) => ({ ...one, policy: { timeoutMs: 5, onError: "continue" } }))).nodes;
    const plain = own.filter((node) => node.container === null);
    expect(plain.map((node) => node.nodeHash)).toEqual(
      plain.map(({ id, type, typeVersion, parentId, config, policy, join }) =>
        sha256Hex(canonicalJson({ id, type, typeVersion, parentId, config, policy, join })),
      ),
    );
  });

  it.each<[string, Graph]>([
    ["order of nodes and edges", { ...base, nodes: base.nodes.toReversed(), edges: base.edges.toReversed() }],
    [
      "layout",
      {
        ...base,
        nodes: base.nodes.map((one) => ({ ...one, position: { x: 7, y: 8 }, size: { width: 400, height: 300 } })),
      },
    ],
    ["labels", withNode("fetch", (one) => ({ ...one, label: "Get it" }))],
    ["name and description", { ...base, name: "Other", description: "Words" }],
    ["notes", { ...base, nodes: [...base.nodes, node("remark", "note", { text: "Look" })] }],
    ["ids of edges", { ...base, edges: base.edges.map((edge) => ({ ...edge, id: `x-${edge.id}` })) }],
    [
      "defaults written out",
      withNode("each", (one) => ({ ...one, config: { ...one.config, concurrency: 4, onItemError: "fail" } })),
    ],
    [
      "a default policy written out",
      withNode("fetch", (one) => ({ ...one, policy: { onError: "fail", retry: { maxAttempts: 1 } } })),
    ],
    ["the budget's default written out", { ...base, settings: { budget: { maxSteps: 100_000 } } }],
    ["what is left out of the plan", { ...base, nodes: [...base.nodes, transform("lost", 1)] }],
  ])("is not changed by %s", (_name, drawn) => {
    expect(planOf(drawn).hash).toBe(planOf(base).hash);
  });

  it.each<[string, Graph]>([
    ["a setting", withNode("fetch", (one) => ({ ...one, config: { ...one.config, method: "HEAD" } }))],
    ["an expression", withNode("end", (one) => ({ ...one, config: { value: "{{ each.results[0] }}" } }))],
    ["a policy", withNode("fetch", (one) => ({ ...one, policy: { timeoutMs: 5 } }))],
    ["a retry", withNode("fetch", (one) => ({ ...one, policy: { retry: { maxAttempts: 2 } } }))],
    [
      "an edge",
      { ...base, edges: [...base.edges, ...edges("start -> other").map((edge) => ({ ...edge, id: "new" }))] },
    ],
    [
      "a handle",
      {
        ...base,
        edges: base.edges.map((edge) => (edge.target === "other" ? { ...edge, sourceHandle: "true" } : edge)),
      },
    ],
    ["a budget", { ...base, settings: { budget: { maxSteps: 5 } } }],
    ["a wall time", { ...base, settings: { budget: { maxWallMs: 5 } } }],
    [
      "a step more",
      {
        ...base,
        nodes: [...base.nodes, transform("more", 1)],
        edges: [...base.edges, ...edges("start -> more").map((edge) => ({ ...edge, id: "new" }))],
      },
    ],
    [
      "what is kept of each",
      withNode("each", (one) => ({ ...one, config: { ...one.config, collect: "{{ each.index }}" } })),
    ],
    [
      "the input",
      withNode("start", (one) => ({
        ...one,
        config: { schema: { type: "object", properties: { topic: { type: "string" } } } },
      })),
    ],
  ])("is changed by %s", (_name, drawn) => {
    const result = compile(drawn, { catalog });
    if (result.plan !== null) expect(result.hash).not.toBe(planOf(base).hash);
    else expect(result.diagnostics.map(({ code }) => code)).toEqual(["ORR_EXPR_MAY_BE_MISSING"]);
  });

  it("changes the hash of the one node that changed", () => {
    const hashes = (drawn: Graph) => planOf(drawn).nodes.map(({ id, nodeHash }) => [id, nodeHash] as const);
    const before = new Map(hashes(base));
    const after = hashes(withNode("fetch", (one) => ({ ...one, policy: { timeoutMs: 5 } })));
    expect(after.filter(([id, hash]) => before.get(id) !== hash).map(([id]) => id)).toEqual(["fetch"]);
  });

  it("does not hang on the order things were drawn in", () => {
    fc.assert(
      fc.property(randomGraph(20), fc.infiniteStream(fc.nat()), ({ graph: drawn }, keys) => {
        const shuffled = <T>(items: readonly T[]) =>
          items
            .map((item) => [keys.next().value, item] as const)
            .toSorted(([a], [b]) => a - b)
            .map(([, item]) => item);
        const other = { ...drawn, nodes: shuffled(drawn.nodes), edges: shuffled(drawn.edges) };
        expect(compile(other, { catalog }).hash).toBe(compile(drawn, { catalog }).hash);
        expect(drawingHash(other)).toBe(drawingHash(drawn));
      }),
      { numRuns: 60 },
    );
  });

  it("leaves a plan that its schema accepts and that survives JSON", () => {
    const plan = planOf(base);
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });
});

describe("canonicalJson", () => {
  it("writes RFC 8785's own example", () => {
    const value = {
      numbers: [Number("333333333.33333329"), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/",
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("sorts by UTF-16 units", () => {
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
    const sorted = Object.keys(JSON.parse(canonicalJson(Object.fromEntries(keys.map((key) => [key, 0])))));
    expect(sorted.filter((key) => key !== "1")).toEqual(["\r", "\u0080", "\u00f6", "\u20ac", "\ud83d\ude00", "\ufb33"]);
  });
});
