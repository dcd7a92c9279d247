import type { GraphNode } from "@orrery/graph";
import fc from "fast-check";
import { expect, test } from "vitest";
import { layOutDrawing } from "./lay-out-drawing.ts";

const BOX = { width: 360, height: 116 };

function node(id: string, x: number, y: number, more: Partial<GraphNode> = {}): GraphNode {
  return { id, type: "transform", position: { x, y }, config: {}, ...more };
}

test("an empty graph draws nothing", () => {
  expect(layOutDrawing({ nodes: [], edges: [] }, BOX)).toEqual({ nodes: [], edges: [] });
});

test("a child lies where its container puts it, and the container behind it", () => {
  const drawing = layOutDrawing(
    {
      nodes: [
        node("child", 40, 60, { parentId: "each" }),
        node("each", 200, 100, { size: { width: 320, height: 220 } }),
      ],
      edges: [],
    },
    BOX,
  );
  const [room, child] = drawing.nodes;
  expect([room?.id, room?.room, child?.id, child?.room]).toEqual(["each", true, "child", false]);
  expect((child?.x ?? 0) - (room?.x ?? 0)).toBeGreaterThan(0);
});

test("a parent that names itself, or a ring of parents, still ends", () => {
  const nodes = [node("a", 0, 0, { parentId: "b" }), node("b", 0, 0, { parentId: "a" })];
  expect(layOutDrawing({ nodes, edges: [] }, BOX).nodes).toHaveLength(2);
});

test("whatever is drawn lies within the box, and an edge to nowhere is left out", () => {
  const place = fc.record({ x: fc.integer({ min: -9000, max: 9000 }), y: fc.integer({ min: -9000, max: 9000 }) });
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
      const nodes = places.map(({ x, y }, index) => node(`n${index}`, x, y));
      const edges = [{ id: "e", source: "n0", sourceHandle: "out", target: "gone", targetHandle: "in" }];
      const drawing = layOutDrawing({ nodes, edges }, BOX);
      expect(drawing.edges).toEqual([]);
      for (const drawn of drawing.nodes) {
        expect(drawn.x).toBeGreaterThanOrEqual(0);
        expect(drawn.y).toBeGreaterThanOrEqual(0);
        expect(drawn.x + drawn.width).toBeLessThanOrEqual(BOX.width);
        expect(drawn.y + drawn.height).toBeLessThanOrEqual(BOX.height);
      }
    }),
  );
});

test("an edge that goes back passes between the cards, in straight lines", () => {
  const nodes = [node("from", 600, 0), node("below", 0, 300), node("beside", 0, 0)];
  const back = (target: string) => ({ id: target, source: "from", sourceHandle: "out", target, targetHandle: "in" });
  const drawing = layOutDrawing({ nodes, edges: [back("below"), back("beside")] }, BOX);
  const [from, below] = drawing.nodes;
  for (const { path } of drawing.edges) {
    expect(path).not.toContain("C");
    const lines = [...path.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    // It begins at the right of its source, and passes under it before it turns back.
    expect(lines[0]).toEqual([(from?.x ?? 0) + (from?.width ?? 0), (from?.y ?? 0) + (from?.height ?? 0) / 2]);
    const middle = lines[3]?.[1] ?? 0;
    expect(middle).toBeGreaterThan((from?.y ?? 0) + (from?.height ?? 0));
    expect(middle).toBeLessThan(below?.y ?? 0);
  }
});
