import type { Graph } from "@orrery/graph";
import { createCatalog, defineNode } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { z } from "zod";
import { toFlowEdges } from "./flow-edges.ts";

const work = defineNode({
  type: "work",
  typeVersion: 1,
  title: "Work",
  description: "",
  category: "flow",
  icon: "box",
  keywords: [],
  config: z.strictObject({}),
  fields: [],
  initial: {},
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => ({ kind: "any" }),
  summary: () => [],
});
const catalog = createCatalog([work]);
const node = (id: string, more: object = {}) => ({ id, type: "work", position: { x: 0, y: 0 }, config: {}, ...more });
const edge = (id: string, source: string, sourceHandle: string, target: string) => {
  return { id, source, sourceHandle, target, targetHandle: "in" };
};
const graph: Graph = {
  schema: "orrery.graph/v1",
  name: "",
  nodes: [
    node("fetch", { label: "Fetch", policy: { onError: "branch" } }),
    node("tell", { label: "Tell" }),
    node("end"),
  ],
  edges: [
    edge("e1", "fetch", "out", "end"),
    edge("e2", "fetch", "error", "tell"),
    edge("e3", "tell", "out", "end"),
    edge("e4", "tell", "out", "gone"),
  ],
};
const seen = (edges: ReturnType<typeof toFlowEdges>) =>
  edges.map(({ id, ariaLabel, domAttributes }) => [id, ariaLabel, domAttributes?.tabIndex]);

test("an edge is spoken by its ends, and by its way where there are several; all are one stop of the Tab key", () => {
  expect(seen(toFlowEdges(graph, catalog, [], new Set()))).toEqual([
    ["e1", "From Fetch, Next, to Work", 0],
    ["e2", "From Fetch, If it fails, to Tell", -1],
    ["e3", "From Tell to Work", -1],
  ]);
});

test("the stop moves to the edge that is chosen, and what is unchanged keeps its object", () => {
  const before = toFlowEdges(graph, catalog, [], new Set());
  const after = toFlowEdges(graph, catalog, before, new Set(["e2"]));
  expect(seen(after).map(([, , stop]) => stop)).toEqual([-1, 0, -1]);
  expect(after.map((one, index) => one === before[index])).toEqual([false, false, true]);
});
