import { expect, test } from "vitest";
import { madeUpGraph, madeUpNode as node } from "../testing/made-up-catalog.ts";
import { drawnGraph } from "./drawn-graph.ts";
import { around, FOLDED_SIZE, insideOf, visibleGraph } from "./visible-graph.ts";

const graph = madeUpGraph(
  [
    node("start", "begin", [0, 0]),
    node("outer", "room", [300, 0]),
    node("one", "work", [20, 60, "outer"]),
    node("inner", "room", [20, 200, "outer"]),
    node("two", "work", [20, 60, "inner"]),
  ],
  ["start outer", "one inner"],
);

test("a collapsed container is drawn small, without what it holds and the connections in it", () => {
  const seen = visibleGraph(graph, new Set(["outer"]));
  expect(seen).toEqual({
    ...graph,
    nodes: [node("start", "begin", [0, 0]), { ...node("outer", "room", [300, 0]), size: FOLDED_SIZE }],
    edges: [graph.edges[0]],
  });
  const inner = new Set(["inner"]);
  expect(visibleGraph(graph, inner).nodes.map(({ id }) => id)).toEqual(["start", "outer", "one", "inner"]);
  expect(visibleGraph(graph, inner)).toBe(visibleGraph(graph, inner));
  expect(visibleGraph(graph, new Set())).toBe(graph);
});

test("what has grown is taken as large as it is drawn", () => {
  const sizes = new Map([
    ["outer", { width: 400, height: 500 }],
    ["inner", { width: 400, height: 300 }],
    ["one", { width: 232, height: 92 }],
  ]);
  const drawn = drawnGraph(graph, sizes);
  expect(drawn.nodes.map(({ size }) => size?.height)).toEqual([undefined, 500, undefined, 300, undefined]);
  expect(drawnGraph(graph, new Map())).toBe(graph);
});

test("inside and around, at any depth", () => {
  expect([...insideOf(graph, new Set(["outer"]))].toSorted()).toEqual(["inner", "one", "two"]);
  expect(around(graph, "two")).toEqual(["inner", "outer"]);
});
