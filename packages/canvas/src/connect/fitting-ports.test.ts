import { expect, test } from "vitest";
import { checkConnection } from "../flow/check-connection.ts";
import { madeUpCatalog as catalog, madeUpGraph, madeUpNode as node } from "../testing/made-up-catalog.ts";
import { endsBetween, fittingPorts } from "./fitting-ports.ts";

const graph = madeUpGraph(
  [
    node("start", "begin", [0, 0]),
    node("fork", "fork", [300, 0]),
    node("last", "work", [600, 0]),
    node("room", "room", [0, 400]),
    node("inner", "work", [20, 60, "room"]),
    node("caller", "caller", [0, 800]),
    node("note", "remark", [0, 1000]),
  ],
  ["start fork", "fork.yes last"],
);

test("a way out may lead to every port that does not close a circle, cross a border or double a connection", () => {
  expect(fittingPorts(graph, catalog, { nodeId: "fork", handle: "yes", side: "out" })).toEqual([
    { nodeId: "room", handle: "in", side: "in" },
    { nodeId: "caller", handle: "in", side: "in" },
  ]);
  expect(fittingPorts(graph, catalog, { nodeId: "last", handle: "out", side: "out" })).toEqual([
    { nodeId: "room", handle: "in", side: "in" },
    { nodeId: "caller", handle: "in", side: "in" },
  ]);
});

test("backwards too, tools among them", () => {
  expect(fittingPorts(graph, catalog, { nodeId: "last", handle: "in", side: "in" })).toEqual([
    { nodeId: "start", handle: "out", side: "out" },
    { nodeId: "fork", handle: "no", side: "out" },
    { nodeId: "room", handle: "out", side: "out" },
    { nodeId: "caller", handle: "out", side: "out" },
  ]);
  expect(
    fittingPorts(graph, catalog, { nodeId: "room", handle: "in", side: "in" }).map(({ nodeId }) => nodeId),
  ).toEqual(["start", "fork", "fork", "last", "caller"]);
});

test("two ports of the same side have no ends", () => {
  const out = { nodeId: "fork", handle: "yes", side: "out" } as const;
  expect(endsBetween(out, { ...out, nodeId: "last" })).toBeNull();
  expect(endsBetween({ nodeId: "last", handle: "in", side: "in" }, out)).toEqual({
    source: "fork",
    sourceHandle: "yes",
    target: "last",
    targetHandle: "in",
  });
});

test("a circle is found whichever end was asked for first", () => {
  const back = { source: "last", sourceHandle: "out", target: "start", targetHandle: "in" };
  expect(checkConnection(graph, catalog, { ...back, target: "fork" })).toEqual({
    ok: false,
    why: "That would make a circle. To repeat something, put it into a map.",
  });
});
