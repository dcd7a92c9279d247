import fc from "fast-check";
import { expect, test } from "vitest";
import type { SharedNode } from "../shared-run.ts";
import { layOut } from "./lay-out.ts";

function node(id: string, x: number, y: number, more: Partial<SharedNode> = {}): SharedNode {
  return { id, name: id, type: "t", typeTitle: "T", category: "data", x, y, width: 232, height: 104, ...more };
}

function edge(from: string, to: string, fromHandle = "out") {
  return { id: `${from}.${fromHandle}-${to}`, from, fromHandle, to, toHandle: "in" };
}

test("ports lie where edges leave and arrive, several handles below each other", () => {
  const { nodes } = layOut({
    nodes: [node("a", 0, 0), node("b", 300, 0)],
    edges: [edge("a", "b", "true"), edge("a", "b", "false")],
  });
  expect(nodes.map(({ id, entry, exits }) => ({ id, entry, exits }))).toEqual([
    {
      id: "a",
      entry: null,
      exits: [
        { handle: "true", x: 232, y: 60 },
        { handle: "false", x: 232, y: 80 },
      ],
    },
    { id: "b", entry: { x: 300, y: 52 }, exits: [] },
  ]);
});

test("an edge goes forward in a curve, back between the cards in straight lines, and to a tool from below", () => {
  const { edges } = layOut({
    nodes: [node("a", 0, 0), node("b", 300, 0), node("below", -300, 300)],
    edges: [edge("a", "b"), edge("a", "below"), edge("b", "below", "tools"), edge("a", "gone")],
  });
  expect(edges.map(({ id, path, tool }) => ({ id, path, tool }))).toEqual([
    { id: "a.out-b", path: "M232 52C266 52 266 52 300 52", tool: false },
    {
      id: "a.out-below",
      path: "M232 52L244 52Q254 52 254 62L254 192Q254 202 244 202L-312 202Q-322 202 -322 212L-322 342Q-322 352 -312 352L-300 352",
      tool: false,
    },
    { id: "b.tools-below", path: "M416 104C416 202 -184 202 -184 300", tool: true },
  ]);
});

test("rooms come first, outer ones before inner ones, and a ring of parents still ends", () => {
  const { nodes } = layOut({
    nodes: [
      node("leaf", 0, 0, { parent: "inner" }),
      node("inner", 0, 0, { parent: "outer" }),
      node("outer", 0, 0),
      node("ring", 0, 0, { parent: "ring" }),
    ],
    edges: [],
  });
  expect(nodes.map(({ id, room }) => [id, room])).toEqual([
    ["outer", true],
    ["inner", true],
    ["ring", true],
    ["leaf", false],
  ]);
});

test("every card lies within the bounds", () => {
  const place = fc.record({ x: fc.integer({ min: -9000, max: 9000 }), y: fc.integer({ min: -9000, max: 9000 }) });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 20 }), (places) => {
      const { nodes, bounds } = layOut({ nodes: places.map(({ x, y }, at) => node(`n${at}`, x, y)), edges: [] });
      for (const { x, y, width, height } of nodes) {
        expect(x).toBeGreaterThanOrEqual(bounds.x);
        expect(y).toBeGreaterThanOrEqual(bounds.y);
        expect(x + width).toBeLessThanOrEqual(bounds.x + bounds.width);
        expect(y + height).toBeLessThanOrEqual(bounds.y + bounds.height);
      }
    }),
  );
});
