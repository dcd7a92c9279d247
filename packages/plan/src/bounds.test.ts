import type { GraphNode } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { edges, graph, node, output, start, transform } from "./diagnostic-catalogue/draw.ts";
import { compile, createCompiler } from "./index.ts";

function boundsOf(nodes: readonly GraphNode[], ...lines: readonly string[]) {
  const { bounds, diagnostics } = compile(graph(nodes, edges(...lines)), { catalog });
  if (bounds === null) throw new Error(JSON.stringify(diagnostics));
  return bounds;
}

const exact = (max: number) => ({ max, unboundedBy: [], perItem: {} });
const ask = (id: string, extras: Partial<GraphNode> = {}) =>
  ({ ...node(id, "prompt", { prompt: "Hi", maxTokens: 100 }), ...extras }) satisfies GraphNode;

describe("bounds", () => {
  it("counts steps once and model calls for every attempt", () => {
    const policy = { timeoutMs: 1000, retry: { maxAttempts: 3, initialMs: 100, factor: 2 } };
    expect(boundsOf([start(), ask("a", { policy }), output("end", 1)], "start -> a", "a -> end")).toEqual({
      steps: exact(3),
      modelCalls: exact(3),
      tokens: exact(300),
      usd: { max: null, unboundedBy: ["a"], perItem: {} },
      wallMs: exact(3 * 1000 + 100 + 200),
    });
  });

  it("takes the longest way, and names what has no timeout", () => {
    const timed = (id: string, timeoutMs: number) => ask(id, { policy: { timeoutMs } });
    const nodes = [start(), timed("a", 10), timed("b", 20), timed("c", 100), transform("x", 1)];
    expect(boundsOf(nodes, "start -> a", "a -> b", "start -> c", "b -> x", "c -> x").wallMs).toEqual(exact(100));
    expect(boundsOf([start(), ask("a"), timed("b", 5)], "start -> a", "a -> b").wallMs).toEqual({
      max: null,
      unboundedBy: ["a"],
      perItem: {},
    });
  });

  it("multiplies by a list that is written out or bounded by its schema", () => {
    const list = { type: "array", items: { type: "string" }, maxItems: 5 };
    const inside = ask("a", { parentId: "each", policy: { timeoutMs: 10 } });
    const written = boundsOf(
      [start(), node("each", "map", { items: [1, 2, 3], concurrency: 2 }), inside],
      "start -> each",
    );
    expect([written.steps, written.modelCalls, written.wallMs]).toEqual([exact(5), exact(3), exact(20)]);
    const bounded = boundsOf(
      [start({ list }), node("each", "map", { items: "{{ start.list }}" }), inside],
      "start -> each",
    );
    expect([bounded.steps, bounded.modelCalls, bounded.wallMs]).toEqual([exact(7), exact(5), exact(20)]);
  });

  it("is worked out again when the length of a list is known", () => {
    const list = { type: "array", items: { type: "string" } };
    const drawn = graph(
      [start({ list }), node("each", "map", { items: "{{ start.list }}" }), ask("a", { parentId: "each" })],
      edges("start -> each"),
    );
    const compiler = createCompiler({ catalog });
    expect(compiler.bounds(drawn, new Map([["each", 48]]))?.modelCalls).toEqual(exact(48));
    expect(compiler.compile(drawn).bounds?.modelCalls).toEqual({
      max: null,
      unboundedBy: ["each"],
      perItem: { each: 1 },
    });
  });

  it("tells the cost of one entry where the length is not known, also inside another list", () => {
    const rows = { type: "array", items: { type: "array", items: { type: "number" } } };
    const found = boundsOf(
      [
        start({ rows }),
        node("row", "map", { items: "{{ start.rows }}" }),
        ask("a", { parentId: "row" }),
        node("cell", "map", { items: "{{ row.item }}" }, { parentId: "row" }),
        ask("b", { parentId: "cell" }),
        transform("c", 1, { parentId: "cell" }),
      ].map((one) => (one.id === "row" || one.id === "cell" ? { ...one, config: { ...one.config, collect: 1 } } : one)),
      "start -> row",
    );
    expect(found.steps).toEqual({ max: null, unboundedBy: ["cell", "row"], perItem: { cell: 2, row: 2 } });
    expect(found.modelCalls).toEqual({ max: null, unboundedBy: ["cell", "row"], perItem: { cell: 1, row: 1 } });
  });
});

describe("capabilities", () => {
  it("lists what the plan may reach, sorted, and of what is in it only", () => {
    const request = (id: string, url: string) => node(id, "http-request", { url });
    const { capabilities } = compile(
      graph(
        [
          start(),
          request("a", "https://b.example:8443/x"),
          request("c", "HTTP://A.Example/{{ start.topic }}"),
          request("lost", "https://lost.example/"),
          ask("p"),
        ],
        edges("start -> a", "a -> c", "c -> p"),
      ),
      { catalog },
    );
    expect(capabilities).toEqual({
      hosts: ["a.example", "b.example:8443"],
      models: ["default"],
      secrets: [],
      tools: [],
      namespaces: [],
    });
  });

  it.each([
    ["{{ start.topic }}", ["host:*"]],
    ["https://{{ start.topic }}/x", ["host:*"]],
    ["https://example.org{{ start.topic }}", ["host:*"]],
    ["https://example.org:{{ start.topic }}/", ["host:*"]],
    ["{{ start.topic }}://example.org/", ["host:*"]],
    ["https://example.org/{{ start.topic }}", ["example.org"]],
    ["https://example.org?q={{ start.topic }}", ["example.org"]],
  ])("knows the host of %s", (url, hosts) => {
    const drawn = graph([start(), node("a", "http-request", { url })], edges("start -> a"));
    expect(compile(drawn, { catalog }).capabilities?.hosts).toEqual(hosts);
  });
});
