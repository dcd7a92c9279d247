import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog, FieldSpec, NodeDefinition } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { createEditorView } from "../editor/editor-view.ts";
import { dependencyMarks } from "./dependency-marks.ts";
import { canJumpBack, rememberJump, takeJumpBack } from "./jump-history.ts";
import { nameAt } from "./name-at.ts";
import { nodeReads, sourcesOf, usesOf } from "./node-reads.ts";

const fields: readonly FieldSpec[] = [
  { path: "prompt", label: "Prompt", control: "long-text", expression: true },
  { path: "code", label: "Code", control: "long-text" },
  { path: "cases", label: "Cases", control: "cases" },
  { path: "cases.*.when", label: "When", control: "text", expression: true },
];
const ask: NodeDefinition = {
  ...{
    type: "ask",
    typeVersion: 1,
    title: "Ask",
    description: "",
    category: "flow",
    icon: "box",
    keywords: [],
    fields,
  },
  config: z.record(z.string(), z.json()),
  initial: {},
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [],
  outputs: () => [],
  output: () => ({ kind: "any" }),
  summary: () => [],
};
const catalog: Catalog = { types: [ask], get: (type) => (type === "ask" ? ask : undefined) };
const node = (id: string, config: GraphNode["config"]): GraphNode => ({
  id,
  type: "ask",
  position: { x: 0, y: 0 },
  config,
});
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Test",
  nodes: [
    node("a", { prompt: "no reads", code: "{{ b }}" }),
    node("b", { prompt: "{{ a.text }} {{ run.id }}" }),
    node("c", { prompt: "{{ a }}", cases: [{ name: "x", when: "{{ b.ok && a.ok }}" }] }),
  ],
  edges: [],
};

test("a node is used where an expression names it, and there alone", () => {
  expect(usesOf(graph, catalog, "a")).toEqual([
    {
      readerId: "b",
      name: "a",
      path: "text",
      field: "prompt",
      label: "Prompt",
      text: "{{ a.text }} {{ run.id }}",
      start: 3,
      end: 4,
    },
    { readerId: "c", name: "a", path: "", field: "prompt", label: "Prompt", text: "{{ a }}", start: 3, end: 4 },
    {
      readerId: "c",
      name: "a",
      path: "ok",
      field: "cases.0.when",
      label: "When · 1",
      text: "{{ b.ok && a.ok }}",
      start: 11,
      end: 12,
    },
  ]);
  expect(usesOf(graph, catalog, "b").map(({ readerId }) => readerId)).toEqual(["c"]);
  expect(graph.nodes.map((one) => sourcesOf(graph, catalog, one).map(({ id }) => id))).toEqual([[], ["a"], ["a", "b"]]);
  const [first] = graph.nodes;
  expect(first && nodeReads(catalog, first)).toBe(first && nodeReads(catalog, first));
});

test("the name under the caret, also in an expression that is half typed", () => {
  const at = (text: string) => nameAt(text.replace("|", ""), text.indexOf("|"));
  expect(
    ["{{ st|art.name }}", "{{ |start }}", "{{ start| }}", "{{ start.na|me }}", "sta|rt", "{{ a }} b|b {{ c }}"].map(at),
  ).toEqual(["start", "start", "start", null, null, null]);
  expect(["{{ st|art. }}", "{{ start.na|me. }}", "{{ xs.map(x|, x.a) }}", "{{ st|art"].map(at)).toEqual([
    "start",
    null,
    "x",
    "start",
  ]);
});

test("jumps are taken back newest first, past places that are gone", () => {
  const view = createEditorView();
  expect(canJumpBack(view)).toBe(false);
  rememberJump(view, { nodeId: "a", field: "prompt" });
  rememberJump(view, { nodeId: "gone", field: null });
  expect(takeJumpBack(view, (id) => id !== "gone")).toEqual({ nodeId: "a", field: "prompt" });
  expect(takeJumpBack(view, () => true)).toBe(null);
});

test("what a node reads and who reads it is marked, and said", () => {
  expect(dependencyMarks(graph, catalog, new Set(["b"]))).toEqual({
    marks: new Map([
      ["a", { tone: "output", word: "is read" }],
      ["b", { tone: "lit", word: "this one" }],
      ["c", { tone: "second", word: "reads it" }],
    ]),
    words: "Reads Ask. Read by Ask.",
  });
  expect(dependencyMarks(graph, catalog, new Set(["a"])).words).toBe("Reads nothing. Read by Ask, Ask.");
});
