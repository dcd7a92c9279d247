import { applyEdit, type Graph } from "@orrery/graph";
import { expect, test } from "vitest";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import { madeUpCatalog as catalog, madeUpGraph, madeUpType, madeUpNode as node } from "../testing/made-up-catalog.ts";
import { planSplice } from "./splice.ts";

const graph = madeUpGraph(
  [
    node("start", "begin", [0, 0]),
    node("first", "work", [300, 0]),
    node("second", "work", [600, 0]),
    node("alone", "work", [0, 400]),
    node("wired", "work", [300, 400]),
    node("room", "room", [900, 0]),
    node("in_a", "work", [20, 60, "room"]),
    node("in_b", "work", [280, 60, "room"]),
    node("caller", "caller", [0, 800]),
    node("tool", "work", [0, 1000]),
  ],
  ["start first", "first second", "second room", "start wired", "in_a in_b", "caller.tools tool"],
);

function after(plan: PlannedEdit): Graph {
  if (!plan.ok) throw new Error(plan.why);
  const result = applyEdit(graph, plan.op);
  if (!result.ok) throw new Error(result.message);
  expect(applyEdit(result.graph, result.inverse)).toMatchObject({ ok: true, graph });
  return result.graph;
}

test("a new step stands between two others, and what follows makes room", () => {
  const plan = planSplice(graph, catalog, "start.out-first.in", {
    what: { definition: madeUpType("work") },
    at: { x: 250, y: 10 },
  });
  expect({ ...plan, op: null }).toEqual({ ok: true, op: null, select: ["work_1"], name: "Put work in between" });
  const next = after(plan);
  expect(next.edges.map(({ id }) => id)).toEqual([
    "first.out-second.in",
    "second.out-room.in",
    "start.out-wired.in",
    "in_a.out-in_b.in",
    "caller.tools-tool.in",
    "start.out-work_1.in",
    "work_1.out-first.in",
  ]);
  expect(next.nodes.map(({ id, position }) => [id, position.x])).toEqual([
    ["start", 0],
    ["first", 538],
    ["second", 838],
    ["alone", 0],
    ["wired", 300],
    ["room", 1138],
    ["in_a", 20],
    ["in_b", 280],
    ["caller", 0],
    ["tool", 0],
    ["work_1", 250],
  ]);
});

test("a step that stands alone is taken into the container of the connection", () => {
  const next = after(
    planSplice(graph, catalog, "in_a.out-in_b.in", { what: { nodeId: "alone" }, at: { x: 1100, y: 80 } }),
  );
  expect(next.nodes.find(({ id }) => id === "alone")).toEqual(node("alone", "work", [200, 80, "room"]));
  expect(next.edges.slice(-2).map(({ id }) => id)).toEqual(["in_a.out-alone.in", "alone.out-in_b.in"]);
});

test("what cannot stand between says why", () => {
  const why = (edgeId: string, what: Parameters<typeof planSplice>[3]["what"]) => {
    const plan = planSplice(graph, catalog, edgeId, { what, at: { x: 0, y: 0 } });
    return plan.ok ? null : plan.why;
  };
  expect([
    why("start.out-first.in", { nodeId: "wired" }),
    why("start.out-first.in", { definition: madeUpType("begin") }),
    why("start.out-first.in", { definition: madeUpType("end") }),
    why("caller.tools-tool.in", { nodeId: "alone" }),
    why("nowhere", { nodeId: "alone" }),
  ]).toEqual([
    "It has connections of its own. Remove them to put it in here.",
    "“begin” begins a run: nothing can lead to it.",
    "Nothing can follow “end”.",
    "A tool hangs directly on what calls it: nothing can stand between.",
    "That connection is gone.",
  ]);
});
