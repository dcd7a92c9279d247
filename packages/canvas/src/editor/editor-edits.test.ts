import { applyEdit, type Graph } from "@orrery/graph";
import type { Catalog, NodeDefinition } from "@orrery/node-kit";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { checkConnection } from "../flow/check-connection.ts";
import { type PlannedEdit, planAdd, planDelete, planDrop, planDuplicate, planPaste } from "./editor-edits.ts";

const anyConfig = z.record(z.string(), z.json());

/** A small catalogue of made-up types: what the canvas does must follow from traits and handles alone. */
function definition(type: string, traits: Partial<NodeDefinition["traits"]>, outs = ["out"]): NodeDefinition {
  return {
    type,
    typeVersion: 1,
    title: type,
    description: "",
    category: "flow",
    icon: "box",
    keywords: [],
    config: anyConfig,
    fields: [],
    initial: {},
    traits: { role: "step", source: "trusted", sink: "none", ...traits },
    effect: () => "pure",
    inputs: () => (traits.role === "entry" ? [] : [{ id: "in", label: "After" }]),
    outputs: () => outs.map((id) => ({ id, label: id })),
    output: () => ({ kind: "any" }),
    summary: () => [],
  };
}

const types = [
  definition("begin", { role: "entry", rootOnly: true, single: true }),
  definition("work", {}),
  definition("fork", {}, ["yes", "no"]),
  definition("room", {
    container: {
      kind: "each",
      itemsField: "items",
      collectField: "collect",
      concurrencyField: "concurrency",
      onItemErrorField: "onItemError",
    },
  }),
];
const catalog: Catalog = { types, get: (type) => types.find((one) => one.type === type) };
const typeOf = (type: string): NodeDefinition => {
  const found = catalog.get(type);
  if (!found) throw new Error(type);
  return found;
};

const node = (id: string, type: string, x: number, y: number, parentId?: string) => ({
  id,
  type,
  position: { x, y },
  config: {},
  ...(type === "room" && { size: { width: 400, height: 300 } }),
  ...(parentId !== undefined && { parentId }),
});
const edge = (source: string, sourceHandle: string, target: string) => ({
  id: `${source}.${sourceHandle}-${target}.in`,
  source,
  sourceHandle,
  target,
  targetHandle: "in",
});
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "Test",
  nodes: [
    node("start", "begin", 0, 0),
    node("fork", "fork", 300, 0),
    node("room", "room", 600, 0),
    node("inner", "work", 40, 60, "room"),
    node("last", "work", 1200, 0),
  ],
  edges: [edge("start", "out", "fork"), edge("fork", "yes", "room"), edge("room", "out", "last")],
};

function after(plan: PlannedEdit): Graph {
  if (!plan.ok) throw new Error(plan.why);
  const result = applyEdit(graph, plan.op);
  if (!result.ok) throw new Error(result.message);
  return result.graph;
}

describe("connecting", () => {
  const why = (source: string, sourceHandle: string, target: string) => {
    const check = checkConnection(graph, catalog, { source, sourceHandle, target, targetHandle: "in" });
    return check.ok ? null : check.why;
  };
  test.each([
    ["fork", "no", "last", null],
    ["fork", "yes", "fork", "A node cannot lead to itself. To repeat something, put it into a map."],
    ["last", "out", "start", "“begin” begins a run: nothing can lead to it."],
    ["last", "out", "fork", "That would make a circle. To repeat something, put it into a map."],
    ["fork", "no", "inner", "A connection cannot cross the border of “room”. Connect “room” itself instead."],
    ["fork", "yes", "room", "These two are already connected like this."],
    ["fork", "maybe", "last", "“fork” has no way out named maybe."],
    ["gone", "out", "last", "One end is gone."],
  ])("%s.%s to %s: %s", (source, handle, target, expected) => {
    expect(why(source, handle, target)).toBe(expected);
  });
});

describe("adding", () => {
  test("beside a chosen node, connected from its free way out", () => {
    const next = after(planAdd(graph, catalog, typeOf("work"), { at: { x: 300, y: 700 }, after: "fork" }));
    expect(next.nodes.at(-1)).toEqual({ id: "work_1", type: "work", position: { x: 300, y: 700 }, config: {} });
    expect(next.edges.at(-1)).toEqual({ ...edge("fork", "no", "work_1"), id: expect.any(String) });
  });

  test("into the container under the pointer, placed relative to it", () => {
    const next = after(planAdd(graph, catalog, typeOf("work"), { at: { x: 700, y: 200 } }));
    expect(next.nodes.at(-1)).toEqual({
      id: "work_1",
      type: "work",
      parentId: "room",
      position: { x: 100, y: 200 },
      config: {},
    });
  });

  test("a second one of a type that is there once is refused", () => {
    expect(planAdd(graph, catalog, typeOf("begin"), { at: { x: 0, y: 0 } })).toEqual({
      ok: false,
      why: "There can be only one “begin”. Choose the one that is there.",
    });
  });
});

describe("dropping", () => {
  test("into a container takes the connections away that would cross its border", () => {
    const plan = planDrop(graph, catalog, [{ id: "last", position: { x: 640, y: 150 }, middle: { x: 700, y: 180 } }]);
    const next = after(plan);
    expect(next.nodes.find((one) => one.id === "last")).toEqual(node("last", "work", 40, 150, "room"));
    expect(next.edges.map((one) => one.target)).toEqual(["fork", "room"]);
    expect(plan.ok && plan.notice).toMatch(/^1 connection was taken away/);
  });

  test("out of a container keeps the place on the canvas", () => {
    const next = after(
      planDrop(graph, catalog, [{ id: "inner", position: { x: -400, y: 500 }, middle: { x: 300, y: 520 } }]),
    );
    expect(next.nodes.find((one) => one.id === "inner")).toEqual(node("inner", "work", 200, 500));
  });

  test("a type that stands only at the root stays there", () => {
    const next = after(
      planDrop(graph, catalog, [{ id: "start", position: { x: 650, y: 100 }, middle: { x: 700, y: 120 } }]),
    );
    expect(next.nodes.find((one) => one.id === "start")).toEqual(node("start", "begin", 650, 100));
  });

  test("a container is never dropped into itself", () => {
    const next = after(
      planDrop(graph, catalog, [{ id: "room", position: { x: 610, y: 10 }, middle: { x: 700, y: 30 } }]),
    );
    expect(next.nodes.find((one) => one.id === "room")).toEqual(node("room", "room", 610, 10));
  });
});

test("deleting a container together with what it holds is one edit of the container", () => {
  const plan = planDelete(graph, new Set(["room", "inner"]), new Set(["fork.yes-room.in"]));
  expect(plan.ok && plan.op).toEqual({ op: "batch", name: "Delete a node", ops: [{ op: "node.remove", id: "room" }] });
  expect(after(plan).nodes.map((one) => one.id)).toEqual(["start", "fork", "last"]);
});

test("a copy inside a container stays inside it", () => {
  const next = after(planDuplicate(graph, new Set(["inner"])));
  expect(next.nodes.at(-1)).toEqual({ ...node("work_1", "work", 72, 92, "room") });
});

test("what is no clip is refused in words", () => {
  expect(planPaste(graph, "hello", null)).toEqual({
    ok: false,
    why: "The clipboard holds no nodes of a workflow.",
  });
});
