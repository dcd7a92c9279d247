import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatGraph, migrateGraph, parseGraph } from "./index.ts";
import { sampleGraph } from "./testing/sample-graph.ts";

const text = (change: (graph: Record<string, unknown>) => unknown) =>
  JSON.stringify(change(structuredClone({ ...sampleGraph })));
const withNode = (more: object) =>
  text((graph) => ({
    ...graph,
    nodes: [{ id: "a", type: "input", position: { x: 0, y: 0 }, config: {}, ...more }],
    edges: [],
  }));
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

describe("parseGraph", () => {
  it("gives back what was exported", () => {
    const parsed = parseGraph(formatGraph(sampleGraph));
    expect(parsed.ok && formatGraph(parsed.graph)).toBe(formatGraph(sampleGraph));
    expect(parseGraph(sampleGraph)).toEqual({ ok: true, graph: sampleGraph });
    expect(parseGraph(`\uFEFF${JSON.stringify(sampleGraph)}`)).toEqual({ ok: true, graph: sampleGraph });
  });

  it("refuses a name that no database column can hold", () => {
    const parsed = parseGraph(text((graph) => ({ ...graph, name: "a\0b" })));
    expect(parsed.ok ? [] : parsed.diagnostics.map(({ code, field }) => ({ code, field }))).toEqual([
      { code: "ORR_SHAPE", field: "name" },
    ]);
  });

  it("fills in places and handles that a hand-written file leaves out", () => {
    const input = {
      schema: "orrery.graph/v1",
      name: "Short",
      nodes: [
        { id: "start", type: "input" },
        { id: "end", type: "output" },
      ],
      edges: [{ id: "e", source: "start", target: "end" }],
    };
    expect(parseGraph(input)).toEqual({
      ok: true,
      graph: {
        ...input,
        nodes: input.nodes.map((node) => ({ ...node, position: { x: 0, y: 0 }, config: {} })),
        edges: [{ id: "e", source: "start", sourceHandle: "out", target: "end", targetHandle: "in" }],
      },
    });
  });

  it.each<[string, unknown, string, string | undefined]>([
    ["no JSON", "{", "ORR_JSON_SYNTAX", undefined],
    ["nothing", "  ", "ORR_JSON_SYNTAX", undefined],
    ["a list", "[]", "ORR_SCHEMA_VERSION", "schema"],
    ["null", "null", "ORR_SCHEMA_VERSION", "schema"],
    ["undefined", undefined, "ORR_SHAPE", undefined],
    ["a function", () => 1, "ORR_SHAPE", undefined],
    ["another version", text((graph) => ({ ...graph, schema: "orrery.graph/v2" })), "ORR_SCHEMA_VERSION", "schema"],
    [
      "more than 5 MB of text",
      text((graph) => ({ ...graph, description: "é".repeat(3_000_000) })),
      "ORR_TOO_LARGE",
      undefined,
    ],
    ["more than 5 MB of values", { ...sampleGraph, description: "x".repeat(6_000_000) }, "ORR_TOO_LARGE", undefined],
    ["hostile depth as text", nested(200_000), "ORR_TOO_DEEP", undefined],
    ["a config of depth 65", withNode({ config: { a: JSON.parse(nested(61)) } }), "ORR_TOO_DEEP", undefined],
    ["hostile depth as values", JSON.parse(nested(5_000)), "ORR_TOO_DEEP", Array(64).fill(0).join(".")],
    [
      "a prototype key",
      '{"schema":"orrery.graph/v1","nodes":[{"config":{"__proto__":{"x":1}}}]}',
      "ORR_FORBIDDEN_KEY",
      "nodes.0.config.__proto__",
    ],
    ["a constructor key", withNode({ config: { constructor: 1 } }), "ORR_FORBIDDEN_KEY", "nodes.0.config.constructor"],
    ["an unknown key", text((graph) => ({ ...graph, approvals: [] })), "ORR_UNKNOWN_KEY", "approvals"],
    [
      "an unknown key deep inside",
      withNode({ policy: { retry: { forever: true } } }),
      "ORR_UNKNOWN_KEY",
      "nodes.0.policy.retry.forever",
    ],
    ["an unknown key in a join", withNode({ join: { quorum: 1, rest: true } }), "ORR_UNKNOWN_KEY", "nodes.0.join.rest"],
    ["labels as data", withNode({ labels: ["T"] }), "ORR_UNKNOWN_KEY", "nodes.0.labels"],
    ["nodes that are no list", text((graph) => ({ ...graph, nodes: {} })), "ORR_SHAPE", "nodes"],
    ["a position that is text", withNode({ position: "left" }), "ORR_SHAPE", "nodes.0.position"],
    ["a config that is a list", withNode({ config: [] }), "ORR_SHAPE", "nodes.0.config"],
    ["an unknown error policy", withNode({ policy: { onError: "ignore" } }), "ORR_SHAPE", "nodes.0.policy.onError"],
    ["an unknown join", withNode({ join: "some" }), "ORR_SHAPE", "nodes.0.join"],
    [
      "a fraction of attempts",
      withNode({ policy: { retry: { maxAttempts: 1.5 } } }),
      "ORR_SHAPE",
      "nodes.0.policy.retry.maxAttempts",
    ],
    ["an id with capitals", withNode({ id: "Start" }), "ORR_NODE_ID", "nodes.0.id"],
    ["a reserved id", withNode({ id: "loop" }), "ORR_NODE_ID_RESERVED", "nodes.0.id"],
    ["an id of 65 letters", withNode({ id: "a".repeat(65) }), "ORR_NODE_ID", "nodes.0.id"],
    [
      "an id twice",
      text((graph) => ({ ...graph, nodes: [...sampleGraph.nodes, sampleGraph.nodes[0]] })),
      "ORR_NODE_DUPLICATE",
      "nodes.5.id",
    ],
    [
      "an edge id twice",
      text((graph) => ({ ...graph, edges: [...sampleGraph.edges, sampleGraph.edges[0]] })),
      "ORR_EDGE_DUPLICATE",
      "edges.3.id",
    ],
    ["a missing parent", withNode({ parentId: "gone" }), "ORR_PARENT_MISSING", "nodes.0.parentId"],
    ["a parent inside itself", withNode({ parentId: "a" }), "ORR_PARENT_CYCLE", "nodes.0.parentId"],
    [
      "a dangling edge",
      text((graph) => ({ ...graph, edges: [{ id: "e", source: "start", target: "gone" }] })),
      "ORR_EDGE_DANGLING",
      "edges.0.target",
    ],
    ["10,001 nodes", text((graph) => ({ ...graph, nodes: Array(10_001).fill(0) })), "ORR_TOO_MANY_NODES", "nodes"],
    ["50,001 edges", text((graph) => ({ ...graph, edges: Array(50_001).fill(0) })), "ORR_TOO_MANY_EDGES", "edges"],
  ])("refuses %s", (_name, input, code, field) => {
    const parsed = parseGraph(input);
    const found = parsed.ok ? [] : parsed.diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.field]);
    expect(found).toContainEqual([code, field]);
    expect(Reflect.get({}, "x")).toBeUndefined();
  });

  it("accepts a document nested to the limit", () => {
    expect(parseGraph(withNode({ config: { a: JSON.parse(nested(60)) } }))).toMatchObject({ ok: true });
  });

  it("says what is wrong in words, with the place and the refused value cut to 80 characters", () => {
    const parsed = parseGraph(withNode({ policy: { onError: "x".repeat(500) }, parentId: 7 }));
    expect(parsed).toEqual({
      ok: false,
      diagnostics: [
        {
          code: "ORR_SHAPE",
          severity: "error",
          message: "nodes.0.parentId must be text, and is 7.",
          field: "nodes.0.parentId",
          nodeId: "a",
        },
        {
          code: "ORR_SHAPE",
          severity: "error",
          message: `nodes.0.policy.onError must be "fail" or "branch" or "continue", and is "${"x".repeat(78)}….`,
          field: "nodes.0.policy.onError",
          nodeId: "a",
        },
      ],
    });
    const dangling = parseGraph(text((graph) => ({ ...graph, edges: [{ id: "e", source: "start", target: "gone" }] })));
    expect(dangling).toMatchObject({
      diagnostics: [{ edgeId: "e", message: expect.stringContaining("start.out → gone.in") }],
    });
  });

  it("names line and column of broken JSON", () => {
    const parsed = parseGraph('{\n  "schema": "orrery.graph/v1",\n  oops\n}');
    expect(parsed).toMatchObject({ diagnostics: [{ message: expect.stringContaining("line 3, column 3") }] });
  });

  it("never throws, and never lets a broken document through", () => {
    const wild = fc.oneof(
      fc.anything(),
      fc.json(),
      fc.string(),
      fc.jsonValue().map((value) => ({ ...sampleGraph, nodes: value })),
    );
    fc.assert(
      fc.property(wild, (input) => {
        const parsed = parseGraph(input);
        if (parsed.ok) expect(parseGraph(formatGraph(parsed.graph))).toMatchObject({ ok: true });
        else expect(parsed.diagnostics.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe("migrateGraph", () => {
  it("leaves a document of version 1 as it is", () => {
    const frozen =
      '{"schema":"orrery.graph/v1","name":"Frozen","nodes":[{"id":"start","type":"input","position":{"x":0,"y":0},"config":{"schema":{"type":"object"}}},{"id":"each","type":"map","position":{"x":1,"y":2},"size":{"width":400,"height":300},"config":{"items":"{{ start.list }}"},"join":{"quorum":2,"deadlineMs":5000,"cancelRest":true},"policy":{"retry":{"maxAttempts":3,"initialMs":500,"factor":2,"maxMs":30000,"jitter":true},"timeoutMs":10000,"onError":"branch","onUncertain":"ask","cache":{"ttlMs":1},"undo":"start","runsOn":["gpu"]},"disabled":true},{"id":"in_1","type":"prompt","typeVersion":1,"label":"Ask","parentId":"each","position":{"x":0,"y":0},"config":{"prompt":"Hi"}}],"edges":[{"id":"e1","source":"start","sourceHandle":"out","target":"each","targetHandle":"in"}],"settings":{"budget":{"maxSteps":500,"maxWallMs":600000,"maxUsd":0.5,"maxTokens":20000,"maxModelCalls":50},"concurrency":{"key":"{{ start.user }}","limit":2},"priority":1,"onBudget":"pause"}}';
    const value: unknown = JSON.parse(frozen);
    expect(migrateGraph(value)).toEqual({ ok: true, value });
    const parsed = parseGraph(frozen);
    expect(parsed).toEqual({ ok: true, graph: value });
  });
});

describe("formatGraph", () => {
  it("gives the same text whatever the order of drawing, and differs in one place for one change", () => {
    const other = { ...sampleGraph, nodes: sampleGraph.nodes.toReversed(), edges: sampleGraph.edges.toReversed() };
    expect(formatGraph(other)).toBe(formatGraph(sampleGraph));
    const changed = {
      ...sampleGraph,
      nodes: sampleGraph.nodes.map((node) => (node.id === "fetch" ? { ...node, label: "Get" } : node)),
    };
    const lines = formatGraph(changed).split("\n");
    const differing = formatGraph(sampleGraph)
      .split("\n")
      .filter((line, index) => line !== lines[index]);
    expect(differing).toEqual(['      "label": "Fetch items",']);
  });
});
