import fc from "fast-check";
import { expect, test } from "vitest";
import type { SharedBucket } from "../shared-dashboard.ts";
import { bucketWords, chartBars, chartTop } from "./chart-shape.ts";
import { dashboardCharts } from "./dashboard-charts.ts";

const at = Date.parse("2026-11-24T10:00:00Z");
const bucket = (figures: Partial<SharedBucket> = {}): SharedBucket => ({
  ...{ at, succeeded: 0, failed: 0, cancelled: 0, successShare: null, p50Ms: null, p95Ms: null },
  ...figures,
});
const [runs, success, time] = dashboardCharts({ usage: "hidden" });
if (runs === undefined || success === undefined || time === undefined) throw new Error("charts are missing");

test("there is a chart of cost only where cost is shared", () => {
  expect(dashboardCharts({ usage: "hidden" }).map(({ title }) => title)).toEqual([
    ...["Runs", "Success share", "Time of a run"],
  ]);
  expect(dashboardCharts({ usage: "shown" }).at(-1)?.title).toBe("Cost of models");
});

test("a moment is told in words with units, and what it has none of", () => {
  expect(bucketWords(runs, bucket({ succeeded: 1200, failed: 3 }))).toBe("11-24 10:00: Done 1.2k, Failed 3, Stopped 0");
  expect(bucketWords(success, bucket({ successShare: 0.9999 }))).toBe("11-24 10:00: Success 99.9 %");
  expect(bucketWords(time, bucket({ p50Ms: 12 }))).toBe("11-24 10:00: Half within 12 ms, 95 % within none");
});

test("bars that stand on each other fill the chart at its most, and what is nothing has none", () => {
  const [left = [], right = []] = chartBars(runs, [bucket({ succeeded: 3, failed: 1 }), bucket()]);
  expect(right).toEqual([]);
  expect(left.map(({ name, height, y }) => [name, height, y])).toEqual([
    ["Done", 0.75, 0.25],
    ["Failed", 0.25, 0],
  ]);
  expect([chartTop(runs, [bucket({ succeeded: 3 })]), chartTop(success, []), chartTop(time, [])]).toEqual([4, 1, 0]);
});

test("whatever the figures, every bar is in the chart and in its moment's room", () => {
  const count = fc.nat({ max: 1_000_000 });
  const figure = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }));
  const buckets = fc.array(
    fc.record({ succeeded: count, failed: count, cancelled: count, p50Ms: figure, p95Ms: figure }).map(bucket),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(buckets, fc.constantFrom(runs, success, time), (given, chart) => {
      const room = 1 / given.length;
      for (const [place, bars] of chartBars(chart, given).entries()) {
        for (const { x, y, width, height } of bars) {
          expect(height).toBeGreaterThan(0);
          expect(y).toBeGreaterThanOrEqual(-1e-9);
          expect(y + height).toBeLessThanOrEqual(1 + 1e-9);
          expect(x).toBeGreaterThanOrEqual(place * room - 1e-9);
          expect(x + width).toBeLessThanOrEqual((place + 1) * room + 1e-9);
        }
      }
    }),
  );
});
