import type { Graph, GraphNode } from "@orrery/graph";
import { expect, test } from "vitest";
import { nodeMarks } from "./node-marks.ts";

const node = (id: string, rest: Partial<GraphNode> = {}): GraphNode => ({
  id,
  type: "transform",
  position: { x: 0, y: 0 },
  config: {},
  ...rest,
});
const graph = (nodes: readonly GraphNode[]): Graph => ({ schema: "orrery.graph/v1", name: "G", nodes, edges: [] });

test("what is inside a node that is off is off, at any depth and in any order", () => {
  const nodes = [
    node("deep", { parentId: "inner" }),
    node("inner", { parentId: "outer" }),
    node("outer", { disabled: true }),
    node("other"),
  ];
  expect([...nodeMarks(graph(nodes)).off].toSorted()).toEqual(["deep", "inner", "outer"]);
});

test("who undoes whom is known by the one who undoes", () => {
  const nodes = [node("book", { policy: { undo: "cancel" } }), node("cancel")];
  expect([...nodeMarks(graph(nodes)).undoes]).toEqual([["cancel", "book"]]);
});
