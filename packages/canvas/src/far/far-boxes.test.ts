import { expect, test } from "vitest";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { areaOf, boxAt, boxBeside, boxesWithin, contains, farBoxes, intersect } from "./far-boxes.ts";

const flowNode = (id: string, x: number, y: number, rest: Partial<FlowNode> = {}): FlowNode => ({
  id,
  type: "card",
  position: { x, y },
  data: { node: { id, type: "transform", position: { x, y }, config: {} } },
  measured: { width: 100, height: 50 },
  ...rest,
});

const boxes = farBoxes([
  flowNode("room", 0, 0, { type: "room", measured: { width: 400, height: 300 } }),
  flowNode("inner", 20, 60, { parentId: "room" }),
  flowNode("right", 500, 60),
  flowNode("below", 520, 400),
]);
const [room, inner, right, below] = boxes;

test("what stands in a room is where the room is", () => {
  expect(boxes.map(({ id, x, y, width, height }) => ({ id, x, y, width, height }))).toEqual([
    { id: "room", x: 0, y: 0, width: 400, height: 300 },
    { id: "inner", x: 20, y: 60, width: 100, height: 50 },
    { id: "right", x: 500, y: 60, width: 100, height: 50 },
    { id: "below", x: 520, y: 400, width: 100, height: 50 },
  ]);
  expect(areaOf(boxes)).toEqual({ x: 0, y: 0, width: 620, height: 450 });
  expect(areaOf([])).toBeNull();
});

test("a point finds the innermost node, a rectangle those that lie in it whole", () => {
  expect([boxAt(boxes, { x: 50, y: 80 }), boxAt(boxes, { x: 300, y: 200 }), boxAt(boxes, { x: 450, y: 10 })]).toEqual([
    inner,
    room,
    null,
  ]);
  expect(boxesWithin(boxes, { x: 10, y: 10, width: 600, height: 300 })).toEqual([inner, right]);
});

test("an arrow goes to the nearest node that lies ahead", () => {
  if (!inner || !right || !below) throw new Error("The boxes are not there.");
  expect(boxBeside(boxes, right, { x: 0, y: 1 })).toBe(below);
  expect(boxBeside(boxes, right, { x: 1, y: 0 })).toBeNull();
  expect(boxBeside([inner, right, below], inner, { x: 1, y: 0 })).toBe(right);
});

test("areas overlap and hold one another", () => {
  const area = { x: 0, y: 0, width: 10, height: 10 };
  expect(intersect(area, { x: 5, y: -5, width: 10, height: 10 })).toEqual({ x: 5, y: 0, width: 5, height: 5 });
  expect(intersect(area, { x: 20, y: 0, width: 5, height: 5 })).toEqual({ x: 20, y: 0, width: 0, height: 5 });
  expect([contains(area, area), contains(area, { ...area, width: 11 })]).toEqual([true, false]);
});
