import { applyEdit, type Graph } from "@orrery/graph";
import { expect, test } from "vitest";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import { madeUpCatalog as catalog, madeUpGraph, madeUpNode as node } from "../testing/made-up-catalog.ts";
import { planPutInto, planTakeOut } from "./plan-hold.ts";

const graph = madeUpGraph(
  [
    node("start", "begin", [0, 0]),
    node("a", "work", [300, 100]),
    node("b", "work", [600, 200]),
    node("room", "room", [0, 400]),
    node("inner", "work", [50, 70, "room"]),
  ],
  ["start a", "a b", "b room"],
);

function after(plan: PlannedEdit): Graph {
  if (!plan.ok) throw new Error(plan.why);
  const result = applyEdit(graph, plan.op);
  if (!result.ok) throw new Error(result.message);
  expect(applyEdit(result.graph, result.inverse)).toMatchObject({ ok: true, graph });
  return result.graph;
}

test("steps are put into the container chosen with them, and keep what joins them", () => {
  const next = after(planPutInto(graph, catalog, new Set(["a", "b", "room"])));
  expect(next).toEqual({
    ...graph,
    nodes: [
      node("start", "begin", [0, 0]),
      node("a", "work", [40, 64, "room"]),
      node("b", "work", [340, 164, "room"]),
      node("room", "room", [0, 400]),
      node("inner", "work", [50, 70, "room"]),
    ],
    edges: [graph.edges[1]],
  });
});

test("a step is taken out to below its container", () => {
  expect(after(planTakeOut(graph, catalog, new Set(["inner"]))).nodes.at(-1)).toEqual(node("inner", "work", [0, 732]));
});

test("what cannot be is said", () => {
  expect([
    planPutInto(graph, catalog, new Set(["a", "b"])),
    planPutInto(graph, catalog, new Set(["start", "room"])),
    planTakeOut(graph, catalog, new Set(["a"])),
  ]).toEqual([
    { ok: false, why: "Choose the steps together with the one container that is to hold them." },
    { ok: false, why: "“begin” stands only on the open canvas, not in a container." },
    { ok: false, why: "Choose what stands in one container." },
  ]);
});
