import fc from "fast-check";
import { expect, test } from "vitest";
import { fitViewport, openingViewport, startViewport } from "./opening-viewport.ts";

const ROOM = { width: 800, height: 600, bottom: 0, corner: null };
const CORNER = { width: 176, height: 120 };
const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

test("a small drawing stands in the middle at its own size", () => {
  expect(openingViewport([box(100, 0, 400, 200)], ROOM)).toEqual({ zoom: 1, x: 100, y: 200 });
});

test("a drawing somewhat too wide is shown whole", () => {
  expect(openingViewport([box(0, 0, 930, 200)], ROOM)).toEqual({ zoom: 0.8, x: 28, y: 220 });
});

test("a drawing that would be too small to read begins at its left edge", () => {
  expect(openingViewport([box(-50, 10, 9000, 300)], ROOM)).toEqual({ zoom: 0.7, x: 63, y: 188 });
});

test("one that would reach under the covered corner from the middle begins at the top", () => {
  expect(openingViewport([box(0, 0, 9000, 560)], { ...ROOM, corner: CORNER })).toEqual({ zoom: 0.7, x: 28, y: 56 });
});

test("a high drawing stays clear of the tools", () => {
  expect(openingViewport([box(0, 0, 100, 516)], ROOM)).toEqual({ zoom: 1, x: 350, y: 56 });
});

test("a narrow canvas begins at the first node where its width cannot be read", () => {
  expect(startViewport({ x: -100, y: 200 }, [box(-100, 200, 900, 100)], 390)).toEqual({ zoom: 0.9, x: 118, y: -96 });
});

test("a narrow canvas shows the whole width where that can be read", () => {
  const { zoom, x } = startViewport({ x: 0, y: 0 }, [box(0, 0, 232, 90), box(220, 300, 232, 90)], 390);
  expect({ left: x, right: x + 452 * zoom }).toEqual({ left: 14, right: 376 });
});

test("what has nothing to show in the covered corner may pass it", () => {
  const boxes = [box(0, 400, 100, 116), box(644, 0, 100, 100)];
  expect(fitViewport(boxes, { ...ROOM, corner: CORNER })).toEqual({ zoom: 1, x: 28, y: 56 });
});

test("a wide drawing goes above the covered corner, a high one beside it", () => {
  const room = { ...ROOM, corner: CORNER };
  expect(fitViewport([box(0, 0, 744, 400)], room)).toEqual({ zoom: 1, x: 28, y: 80 });
  expect(fitViewport([box(0, 0, 500, 516)], room)).toEqual({ zoom: 1, x: 124, y: 56 });
});

test("nothing of a fitted drawing is under a tool", () => {
  const place = fc.record({
    x: fc.integer({ min: -3000, max: 3000 }),
    y: fc.integer({ min: -3000, max: 3000 }),
    width: fc.integer({ min: 1, max: 600 }),
    height: fc.integer({ min: 1, max: 600 }),
  });
  const room = { width: 800, height: 600, bottom: 60, corner: CORNER };
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 12 }), (boxes) => {
      const { x, y, zoom } = fitViewport(boxes, room);
      for (const one of boxes) {
        const right = (one.x + one.width) * zoom + x;
        const bottom = (one.y + one.height) * zoom + y;
        expect(one.x * zoom + x).toBeGreaterThan(27.9);
        expect(one.y * zoom + y).toBeGreaterThan(55.9);
        expect(right).toBeLessThan(772.1);
        expect(bottom).toBeLessThan(540.1);
        expect(right < 624.1 || bottom < 480.1).toBe(true);
      }
    }),
  );
});
