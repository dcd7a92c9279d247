import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addCounts, timeBucket, timeQuantile } from "./time-histogram.ts";

function histogramOf(times: readonly number[]): number[] {
  const counts: number[] = [];
  for (const ms of times) {
    const bucket = timeBucket(ms);
    while (counts.length <= bucket) counts.push(0);
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

test("a quantile is within 4.5 % of the true one, for any times up to a year", () => {
  const time = fc.integer({ min: 1, max: 31_536_000_000 });
  fc.assert(
    fc.property(fc.array(time, { minLength: 1, maxLength: 200 }), fc.constantFrom(0.5, 0.95, 1), (times, p) => {
      const sorted = times.toSorted((a, b) => a - b);
      const exact = sorted[Math.ceil(p * sorted.length) - 1] ?? Number.NaN;
      const given = timeQuantile(histogramOf(times), p) ?? Number.NaN;
      return Math.abs(given / exact - 1) <= 0.045;
    }),
  );
});

test("histograms of two places add up to the histogram of both", () => {
  const times = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 50 });
  fc.assert(
    fc.property(times, times, (a, b) => {
      expect(addCounts(histogramOf(a), histogramOf(b))).toEqual(histogramOf([...a, ...b]));
    }),
  );
});

test("nothing has no quantile, and less than a millisecond is none", () => {
  expect([timeQuantile([], 0.5), timeQuantile([0, 0], 0.5), timeQuantile([3], 0.95)]).toEqual([null, null, 0]);
});
