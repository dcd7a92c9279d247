import * as fc from "fast-check";
import { expect, test } from "vitest";
import { coveredSpans } from "./covered-spans.ts";

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.parse("2026-11-24T10:20:00Z");

test("a month is days, with hours at its beginning; the day under way is one of them", () => {
  const from = now - 30 * day;
  expect(coveredSpans({ from, to: now }, now)).toEqual({
    from: Date.parse("2026-10-25T10:00:00Z"),
    to: Date.parse("2026-11-24T11:00:00Z"),
    stepMs: day,
    bars: { hours: 1, from: Date.parse("2026-10-25T10:00:00Z"), to: Date.parse("2026-11-24T11:00:00Z") },
    whole: [
      { hours: 24, from: Date.parse("2026-10-26T00:00:00Z"), to: Date.parse("2026-11-25T00:00:00Z") },
      { hours: 1, from: Date.parse("2026-10-25T10:00:00Z"), to: Date.parse("2026-10-26T00:00:00Z") },
    ],
  });
});

test("what is older than hours are kept is read by the day", () => {
  const { bars, stepMs, whole } = coveredSpans({ from: now - 400 * day + hour, to: now - 395 * day + hour }, now);
  expect([bars.hours, stepMs, whole.length, bars.to - bars.from]).toEqual([24, day, 1, 6 * day]);
});

test("every hour of a range that is over is in exactly one sum, and the bars are few", () => {
  const ranges = fc.tuple(fc.integer({ min: 1, max: 89 * 24 }), fc.integer({ min: 1, max: 89 * 24 })).map(([a, b]) => ({
    from: now - Math.max(a, b) * hour,
    to: now - Math.min(a, b) * hour + 1,
  }));
  fc.assert(
    fc.property(ranges, (range) => {
      const { from, to, stepMs, whole } = coveredSpans(range, now);
      let hours = 0;
      for (const span of whole) hours += (Math.min(span.to, to) - span.from) / hour;
      expect([from <= range.from, to >= range.to, hours]).toEqual([true, true, (to - from) / hour]);
      expect((to - from) / stepMs).toBeLessThanOrEqual(60);
    }),
  );
});
