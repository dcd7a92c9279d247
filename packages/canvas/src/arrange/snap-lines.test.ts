import fc from "fast-check";
import { expect, test } from "vitest";
import { snapTo } from "./snap-lines.ts";

const box = (x: number, y: number, width = 200, height = 100) => ({ x, y, width, height });

test("an edge is drawn to the nearest edge, and the line reaches over both", () => {
  expect(snapTo(box(3, 304), [box(0, 0), box(600, 300)], 6)).toEqual({
    by: { x: -3, y: -4 },
    lines: [
      { axis: "x", at: 0, from: 0, to: 400 },
      { axis: "y", at: 300, from: 0, to: 800 },
    ],
  });
});

test("middles meet middles", () => {
  expect(snapTo(box(52, 400, 100, 40), [box(0, 0)], 6)).toEqual({
    by: { x: -2, y: 0 },
    lines: [{ axis: "x", at: 100, from: 0, to: 440 }],
  });
});

test("between two in a row the gaps become equal", () => {
  expect(snapTo(box(404, 17), [box(0, 0), box(800, 0)], 6)).toEqual({
    by: { x: -4, y: 0 },
    lines: [{ axis: "x", at: 500, from: 0, to: 117 }],
  });
});

test("nothing near, nothing moves", () => {
  expect(snapTo(box(30, 250), [box(0, 0)], 6)).toEqual({ by: { x: 0, y: 0 }, lines: [] });
  expect(snapTo(box(3, 3), [], 6)).toEqual({ by: { x: 0, y: 0 }, lines: [] });
});

test("it never moves further than it reaches, and what was snapped stays", () => {
  const place = fc.integer({ min: -500, max: 500 });
  const boxes = fc.record({
    x: place,
    y: place,
    width: fc.integer({ min: 20, max: 300 }),
    height: fc.integer({ min: 20, max: 300 }),
  });
  fc.assert(
    fc.property(boxes, fc.array(boxes, { maxLength: 5 }), (dragged, others) => {
      const { by } = snapTo(dragged, others, 6);
      expect(Math.max(Math.abs(by.x), Math.abs(by.y))).toBeLessThanOrEqual(6);
    }),
  );
});
