import fc from "fast-check";
import { expect, test } from "vitest";
import { roundTimeIn, timeTicks } from "./time-ticks.ts";

test.each([
  [1, [0, 1]],
  [12, [0, 2, 4, 6, 8, 10, 12]],
  [8400, [0, 2000, 4000, 6000, 8000]],
  [61_000, [0, 15_000, 30_000, 45_000, 60_000]],
  [7_200_000, [0, 1_800_000, 3_600_000, 5_400_000, 7_200_000]],
])("a span of %d ms", (span, ticks) => {
  expect(timeTicks(span)).toEqual(ticks);
});

test("there are two to seven ticks, evenly apart, and the last is within the span", () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e12, noNaN: true }), (span) => {
      const ticks = timeTicks(span);
      const [first, second = 0] = ticks;
      expect([first, ticks.length >= 2, ticks.length <= 7, (ticks.at(-1) ?? 0) <= span]).toEqual([0, true, true, true]);
      expect(ticks.every((at, index) => at === index * second)).toBe(true);
    }),
  );
});

test.each([
  [0, 900, 0],
  [1_730, 2_410, 2_000],
  [61_200, 64_900, 62_000],
  [3_590_000, 3_610_000, 3_600_000],
  [12.2, 12.4, 12.2],
])("the roundest moment from %d to %d ms", (from, to, round) => {
  expect(roundTimeIn(from, to)).toBe(round);
});

test("it is within the two", () => {
  const ends = fc.tuple(fc.nat({ max: 1e10 }), fc.nat({ max: 1e7 }));
  fc.assert(
    fc.property(ends, ([from, length]) => {
      const at = roundTimeIn(from, from + length);
      expect([at >= from, at <= from + length]).toEqual([true, true]);
    }),
  );
});
