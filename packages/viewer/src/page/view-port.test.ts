import fc from "fast-check";
import { expect, test } from "vitest";
import { detailAt, fitView, moveView, openingView, zoomView } from "./view-port.ts";

const length = fc.integer({ min: 1, max: 4000 });
const place = fc.integer({ min: -4000, max: 4000 });

test("what is fitted lies in the middle, and within the box as long as it need not be smaller than it may", () => {
  fc.assert(
    fc.property(place, place, length, length, fc.integer({ min: 300, max: 2000 }), (x, y, width, height, side) => {
      const { scale, ...at } = fitView({ x, y, width, height }, { width: side, height: side });
      expect(at.x + (x + width / 2) * scale).toBeCloseTo(side / 2, 6);
      expect(at.y + (y + height / 2) * scale).toBeCloseTo(side / 2, 6);
      expect(Math.max(width, height) * scale).toBeLessThanOrEqual(side + 1e-6);
    }),
  );
});

test("a page opens with all of the drawing, on a phone with its beginning as large as can be read", () => {
  const wide = { x: -40, y: 10, width: 3000, height: 200 };
  const desk = { width: 1400, height: 600 };
  const phone = { width: 390, height: 300 };
  expect(openingView(wide, desk)).toEqual(fitView(wide, desk));
  expect(openingView({ ...wide, width: 400 }, phone)).toEqual(fitView({ ...wide, width: 400 }, phone));
  expect(openingView(wide, phone)).toEqual({ scale: 0.6, x: 24, y: 84 });
  expect(openingView({ ...wide, height: 2000 }, phone)).toEqual({ scale: 0.6, x: 24, y: -6 });
});

test("a zoom keeps what is under the pointer there", () => {
  fc.assert(
    fc.property(place, place, fc.double({ min: 0.1, max: 10, noNaN: true }), (x, y, factor) => {
      const before = { x: 20, y: -30, scale: 0.8 };
      const after = zoomView(before, factor, { x, y });
      expect((x - after.x) / after.scale).toBeCloseTo((x - before.x) / before.scale, 3);
      expect((y - after.y) / after.scale).toBeCloseTo((y - before.y) / before.scale, 3);
    }),
  );
});

test("a move moves, and less can be read from farther away", () => {
  expect(moveView({ x: 1, y: 2, scale: 3 }, { x: 10, y: 20 })).toEqual({ x: 11, y: 22, scale: 3 });
  expect([1, 0.3, 0.1].map(detailAt)).toEqual(["all", "names", "blocks"]);
});
