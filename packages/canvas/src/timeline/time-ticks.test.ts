import fc from "fast-check";
import { expect, test } from "vitest";
import { timeTicks } from "./time-ticks.ts";

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
