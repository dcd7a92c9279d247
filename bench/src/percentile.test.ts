import { expect, test } from "vitest";
import { median, percentile } from "./percentile.ts";

test("percentiles are taken by nearest rank", () => {
  const samples = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect([0, 0.05, 0.5, 0.95, 1].map((share) => percentile(samples, share))).toEqual([1, 1, 10, 19, 20]);
  expect(median([3, 1, 2])).toBe(2);
  expect(() => median([])).toThrow(RangeError);
});
