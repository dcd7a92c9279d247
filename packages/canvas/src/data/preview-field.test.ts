import { type EventBody, fold, indexPlan, initialState, type RunState } from "@orrery/engine";
import { planOf } from "@orrery/engine/testing";
import type { Graph, GraphNode, Json } from "@orrery/graph";
import { expect, test } from "vitest";
import { lastValueAt, previewField } from "./preview-field.ts";

function node(id: string, type: string, config: GraphNode["config"], more: Partial<GraphNode> = {}): GraphNode {
  return { id, type, position: { x: 0, y: 0 }, config, ...more };
}

const schema = { type: "object", properties: { n: { type: "number" } } };
const edge = (source: string, target: string) => ({
  ...{ id: `${source}-${target}`, source, sourceHandle: "out", target, targetHandle: "in" },
});
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Preview",
  nodes: [
    node("start", "input", { schema }),
    node("first", "transform", { value: { n: "{{ start.n }}" } }),
    node("each", "map", { items: "{{ [10, 20] }}" }),
    node("inner", "transform", { value: "{{ each.item }}" }, { parentId: "each" }),
    node("last", "transform", { value: "" }),
  ],
  edges: [edge("start", "first"), edge("first", "each"), edge("each", "last")],
};

const values: Readonly<Record<string, Json>> = { input: { n: 1 }, one: { n: 4, texts: ["a", "b"] } };

/** A run in which `first` has ended. */
function ran(): RunState {
  const plan = planOf(
    [
      { id: "start", role: "entry" },
      { id: "first" },
      { id: "each", map: {} },
      { id: "inner", in: "each" },
      { id: "last" },
    ],
    ["start -> first -> each -> last"],
  );
  const state = initialState(indexPlan(plan));
  const ref = (id: string) => ({ id, bytes: 1 });
  const bodies: readonly EventBody[] = [
    { type: "run.started", at: 5, commandId: "go", planHash: plan.hash, input: ref("input"), entry: "start" },
    { type: "step.succeeded", at: 6, stepKey: "start", attempt: 1, output: ref("input"), startedAt: 5 },
    { type: "step.succeeded", at: 7, stepKey: "first", attempt: 1, output: ref("one"), startedAt: 6 },
  ];
  fold(
    state,
    bodies.map((body, index) => ({ ...body, v: 1, seq: index + 1, epoch: 1 })),
  );
  return state;
}

function args(drawn: Graph, nodeId: string, state: RunState | null) {
  const readValue = (id: string) => Promise.resolve({ kind: "value", value: values[id] ?? null } as const);
  return { graph: drawn, nodeId, inIteration: false, state, ran: state && graph, stepKey: null, readValue };
}

test("a text is worked out on what the run gave, and says what is missing where it cannot be", async () => {
  const look = (text: string, nodeId = "last") => previewField(args(graph, nodeId, ran()), text);
  expect(await look("{{ first.n * 2 }}")).toEqual({ kind: "value", text: "8" });
  expect(await look("n is {{ first.n }}, {{ join(first.texts, '+') }}")).toEqual({
    kind: "value",
    text: "n is 4, a+b",
  });
  expect(await look("{{ first }}")).toEqual({ kind: "value", text: '{"n":4,"texts":["a","b"]}' });
  expect(await look("{{ each.item + 1 }}", "inner")).toEqual({ kind: "value", text: "11" });
  expect(await look("{{ each.results }}")).toEqual({
    kind: "none",
    text: "“each” has no last value: run it once, or pin its output.",
  });
  expect((await look("{{ first.n + ")).kind).toBe("none");
  expect((await look("{{ first.gone.deep }}")).kind).toBe("none");
});

test("what is pinned goes before what the run gave, and is enough without one", async () => {
  const pinned = {
    ...graph,
    nodes: graph.nodes.map((one) => (one.id === "first" ? { ...one, pinned: { output: { n: 9 } } } : one)),
  };
  for (const state of [ran(), null]) {
    expect(await previewField(args(pinned, "last", state), "{{ first.n }}")).toEqual({ kind: "value", text: "9" });
  }
});

test("a path gives what stood there, and nothing where nothing did", async () => {
  const at = (path: string) => lastValueAt(args(graph, "last", ran()), path);
  expect([await at("first.texts[1]"), await at("first"), await at("first.gone")]).toEqual(["b", values.one, undefined]);
});
