import fc from "fast-check";
import { expect, test } from "vitest";
import { timeScale } from "./time-scale.ts";
import { moveWindow, WHOLE, zoomWindow } from "./time-window.ts";

const moment = fc.integer({ min: 0, max: 100_000 });
const stretch = fc
  .tuple(moment, moment)
  .map(([one, other]) => ({ from: Math.min(one, other), to: Math.max(one, other) }));
const axis = fc.record({ from: moment, to: moment, busy: fc.array(stretch, { maxLength: 12 }) });

test("without anything to compress, time is even", () => {
  const scale = timeScale({ from: 1000, to: 3000, busy: [] });
  expect([scale.place(1000), scale.place(1500), scale.place(3000), scale.timeAt(0.25), scale.gaps]).toEqual([
    0,
    0.25,
    1,
    1500,
    [],
  ]);
});

test("a long pause takes little room", () => {
  const busy = [
    { from: 0, to: 1000 },
    { from: 61_000, to: 62_000 },
  ];
  const scale = timeScale({ from: 0, to: 62_000, busy });
  expect(scale.gaps).toEqual([{ from: 1000, to: 61_000 }]);
  expect(scale.place(61_000) - scale.place(1000)).toBeCloseTo(0.04 / 1.04 / 1, 2);
});

test("later is further right, the ends are the ends, and a place leads back to its moment", () => {
  fc.assert(
    fc.property(axis, moment, moment, (options, one, other) => {
      const scale = timeScale(options);
      const inside = (at: number) => Math.min(scale.to, Math.max(scale.from, at));
      const [early, late] = [Math.min(one, other), Math.max(one, other)];
      expect(scale.place(early)).toBeLessThanOrEqual(scale.place(late));
      expect(scale.place(scale.from)).toBeCloseTo(0, 9);
      expect(scale.place(scale.to)).toBeCloseTo(1, 9);
      expect(Math.abs(scale.timeAt(scale.place(one)) - inside(one))).toBeLessThan(0.01);
    }),
  );
});

test("zooming keeps what is under the pointer, and nothing leaves the axis", () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true });
  const moves = fc.array(fc.tuple(place, fc.double({ min: 0.2, max: 5, noNaN: true })), { maxLength: 20 });
  fc.assert(
    fc.property(moves, (steps) => {
      let view = WHOLE;
      for (const [share, factor] of steps) {
        const anchor = view.left + share * (view.right - view.left);
        const next = zoomWindow(view, anchor, factor);
        expect(next.left).toBeGreaterThanOrEqual(0);
        expect(next.right).toBeLessThanOrEqual(1 + 1e-9);
        expect(anchor).toBeGreaterThanOrEqual(next.left - 1e-9);
        expect(anchor).toBeLessThanOrEqual(next.right + 1e-9);
        view = moveWindow(next, share - 0.5);
        expect(view.right - view.left).toBeCloseTo(next.right - next.left, 9);
      }
    }),
  );
});
