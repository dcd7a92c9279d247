import { applyEdit, type Graph } from "@orrery/graph";
import { expect, test } from "vitest";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import { madeUpGraph, madeUpNode as node } from "../testing/made-up-catalog.ts";
import { type Alignment, planAlign, planDistribute } from "./align-nodes.ts";

const graph = madeUpGraph([
  node("a", "work", [0, 0]),
  node("b", "work", [300, 50]),
  node("c", "work", [1000, 500]),
  node("room", "room", [2000, 2000]),
  node("inner", "work", [20, 40, "room"]),
]);
const sizes = new Map([
  ["a", { width: 200, height: 100 }],
  ["b", { width: 100, height: 50 }],
  ["c", { width: 200, height: 100 }],
  ["inner", { width: 100, height: 50 }],
]);

function places(plan: PlannedEdit): Record<string, readonly [number, number]> {
  if (!plan.ok) throw new Error(plan.why);
  const result = applyEdit(graph, plan.op);
  if (!result.ok) throw new Error(result.message);
  const moved = (result.graph satisfies Graph).nodes.filter((one, index) => one !== graph.nodes[index]);
  return Object.fromEntries(moved.map(({ id, position }) => [id, [position.x, position.y]]));
}

test("chosen nodes are put on one line", () => {
  const align = (alignment: Alignment) => places(planAlign(graph, new Set(["a", "b", "c"]), sizes, alignment));
  expect({
    left: align("left"),
    centre: align("centre"),
    right: align("right"),
    top: align("top"),
    middle: align("middle"),
    bottom: align("bottom"),
  }).toEqual({
    left: { b: [0, 50], c: [0, 500] },
    centre: { a: [500, 0], b: [550, 50], c: [500, 500] },
    right: { a: [1000, 0], b: [1100, 50] },
    top: { b: [300, 0], c: [1000, 0] },
    middle: { a: [0, 250], b: [300, 275], c: [1000, 250] },
    bottom: { a: [0, 500], b: [300, 550] },
  });
});

test("what stands in a container keeps it", () => {
  expect(places(planAlign(graph, new Set(["a", "inner"]), sizes, "top"))).toEqual({ inner: [20, -2000] });
});

test("what a chosen container holds moves with it alone", () => {
  expect(places(planAlign(graph, new Set(["a", "room", "inner"]), sizes, "left"))).toEqual({ room: [0, 2000] });
});

test("gaps are made equal between the outermost two", () => {
  expect({
    across: places(planDistribute(graph, new Set(["c", "a", "b"]), sizes, "across")),
    down: places(planDistribute(graph, new Set(["c", "a", "b"]), sizes, "down")),
  }).toEqual({ across: { b: [550, 50] }, down: { b: [300, 275] } });
});

test("too few, or nothing to move, is said", () => {
  expect([
    planAlign(graph, new Set(["a"]), sizes, "left"),
    planDistribute(graph, new Set(["a", "b"]), sizes, "across"),
    planAlign(graph, new Set(["a", "b"]), new Map(), "left").ok,
  ]).toEqual([
    { ok: false, why: "Choose two or more nodes to align." },
    { ok: false, why: "Choose three or more nodes to space evenly." },
    true,
  ]);
});
