import { applyEdit, type Graph, type GraphNode } from "@orrery/graph";
import type { Catalog, FieldSpec, NodeDefinition } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { findHits } from "./find-hits.ts";
import { planReplace } from "./plan-replace.ts";
import { searchableTexts } from "./searchable-texts.ts";
import { type TextQuery, textFinder } from "./text-finder.ts";

function definition(type: string, fields: readonly FieldSpec[]): NodeDefinition {
  return {
    ...{ type, typeVersion: 1, title: type, description: "", category: "flow", icon: "box", keywords: [], fields },
    config: z.record(z.string(), z.json()),
    initial: {},
    traits: { role: "step", source: "trusted", sink: "none" },
    effect: () => "pure",
    inputs: () => [{ id: "in", label: "After" }],
    outputs: () => [{ id: "out", label: "Next" }],
    output: () => ({ kind: "any" }),
    summary: () => [],
  };
}

const types = [
  definition("form", [{ path: "schema", label: "Fields", control: "json-schema" }]),
  definition("ask", [
    { path: "prompt", label: "Prompt", control: "long-text", expression: true },
    { path: "headers", label: "Headers", control: "key-values", expression: true },
    { path: "cases", label: "Cases", control: "cases" },
    { path: "cases.*.when", label: "When", control: "text", expression: true },
    { path: "limit", label: "Limit", control: "number" },
  ]),
];
const catalog: Catalog = { types, get: (type) => types.find((one) => one.type === type) };

const node = (id: string, type: string, config: GraphNode["config"], extras: Partial<GraphNode> = {}): GraphNode => ({
  ...{ id, type, position: { x: 0, y: 0 }, config },
  ...extras,
});

const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Fetch daily",
  description: "Fetches.",
  nodes: [
    node("start", "form", {
      schema: { type: "object", properties: { fetch: { type: "string", title: "To fetch" } }, required: ["fetch"] },
    }),
    node(
      "fetch",
      "ask",
      { prompt: "Fetch {{ start.fetch }}", headers: { fetch: "yes", accept: "fetch/json" } },
      { label: "Fetch it" },
    ),
    node("tell", "ask", {
      prompt: "{{ fetch.body }} and fetch {{ fetch.map(x, x.fetch) }}",
      cases: [{ name: "a", when: "{{ fetch.ok }}" }],
      limit: 3,
    }),
  ],
  edges: [{ id: "e", source: "fetch", sourceHandle: "out", target: "tell", targetHandle: "in" }],
};

const plain = (text: string, how: Partial<TextQuery> = {}): TextQuery => ({
  ...{ text, isExactCase: false, isWholeWord: false, isPattern: false },
  ...how,
});
const hitsOf = (query: TextQuery, of: Graph = graph) => findHits(searchableTexts(of, catalog), textFinder(query)).hits;

function after(query: TextQuery, replacement: string, of: Graph = graph) {
  const hits = hitsOf(query, of);
  const plan = planReplace(of, { hits, sought: query.text, replacement, isPattern: query.isPattern });
  if (!plan.ok) return plan.why;
  const result = applyEdit(of, plan.op);
  if (!result.ok) return result.message;
  const back = applyEdit(result.graph, result.inverse);
  expect(back.ok && back.graph).toEqual(of);
  return {
    graph: result.graph,
    name: plan.name,
    notice: plan.notice ?? null,
    ops: plan.op.op === "batch" ? plan.op.ops.length : 1,
  };
}

test("hits are named by their place, in the order of the document; words of JSON Schema are none", () => {
  const said = (text: string) => hitsOf(plain(text)).map(({ place, label, hit }) => [place.kind, label, hit.start]);
  expect(said("fetch")).toEqual([
    ["workflow-name", "Name", 0],
    ["description", "Description", 0],
    ["key", "Fields · properties", 0],
    ["config", "Fields · properties · fetch · title", 3],
    ["config", "Fields · required · 1", 0],
    ["label", "Name", 0],
    ["id", "Short name", 0],
    ["config", "Prompt", 0],
    ["config", "Prompt", 15],
    ["key", "Headers", 0],
    ["config", "Headers · accept", 0],
    ["config", "Prompt", 3],
    ["config", "Prompt", 21],
    ["config", "Prompt", 30],
    ["config", "Prompt", 45],
    ["config", "When · 1", 3],
  ]);
  expect(said("string")).toEqual([]);
});

test("all at once: short names are renamed, expressions follow, texts and names of members are replaced, one step", () => {
  expect(after(plain("fetch", { isExactCase: true }), "load_fetch")).toEqual({
    name: "Replace “fetch” with “load_fetch”",
    notice: null,
    ops: 6,
    graph: {
      ...graph,
      nodes: [
        node("start", "form", {
          schema: {
            type: "object",
            properties: { load_fetch: { type: "string", title: "To load_fetch" } },
            required: ["load_fetch"],
          },
        }),
        node(
          "load_fetch",
          "ask",
          { prompt: "Fetch {{ start.load_fetch }}", headers: { load_fetch: "yes", accept: "load_fetch/json" } },
          { label: "Fetch it" },
        ),
        node("tell", "ask", {
          prompt: "{{ load_fetch.body }} and load_fetch {{ load_fetch.map(x, x.load_fetch) }}",
          cases: [{ name: "a", when: "{{ load_fetch.ok }}" }],
          limit: 3,
        }),
      ],
      edges: [{ id: "e", source: "load_fetch", sourceHandle: "out", target: "tell", targetHandle: "in" }],
    },
  });
});

test("one hit alone is replaced where it stands; an expression that breaks by it is kept as it was typed", () => {
  const [hit] = hitsOf(plain("fetch.body"));
  const plan = planReplace(graph, {
    hits: hit ? [hit] : [],
    sought: "fetch.body",
    replacement: "fetch.",
    isPattern: false,
  });
  const result = plan.ok ? applyEdit(graph, plan.op) : null;
  expect(result?.ok && result.graph.nodes[2]?.config.prompt).toBe("{{ fetch. }} and fetch {{ fetch.map(x, x.fetch) }}");
});

test("what would be no short name, or one that is taken, stays and is said", () => {
  const only = (text: string, replacement: string) => {
    const hits = hitsOf(plain(text, { isExactCase: true, isWholeWord: true })).filter(
      ({ place }) => place.kind === "id",
    );
    return planReplace(graph, { hits, sought: text, replacement, isPattern: false });
  };
  expect(only("fetch", "Fetch it")).toEqual({
    ok: false,
    why: "“fetch” keeps its short name, since “Fetch it” cannot be one.",
  });
  expect(only("fetch", "tell")).toEqual({ ok: false, why: "“fetch” keeps its short name: there is already a “tell”." });
});

test("names may move up a chain, and a name of a member never swallows its neighbour", () => {
  const chain: Graph = {
    ...graph,
    nodes: [node("n1", "ask", { headers: { h1: "x", h2: "y" } }), node("n2", "ask", { prompt: "{{ n1 }}" })],
    edges: [],
  };
  expect(after(plain("n(\\d)", { isPattern: true }), "n1$1", chain)).toMatchObject({
    graph: { nodes: [{ id: "n11" }, { id: "n12", config: { prompt: "{{ n11 }}" } }] },
  });
  expect(after(plain("h1"), "h2", chain)).toEqual("“h1” of n1 keeps its name, since “h2” cannot be one there.");
});
