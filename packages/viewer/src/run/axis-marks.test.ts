import type { RunEvent } from "@orrery/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { axisMarks } from "./axis-marks.ts";
import { PlayClock } from "./play-clock.ts";

const start = 1_700_000_000_123;
const clockOf = (moments: readonly number[]): PlayClock =>
  new PlayClock(
    moments.map(
      (ms, place): RunEvent => ({
        v: 1,
        seq: place + 1,
        epoch: 1,
        at: start + ms,
        type: "run.paused",
        cause: "person",
      }),
    ),
  );

test("a run without pauses has round times evenly apart", () => {
  expect(axisMarks(clockOf([0, 300, 800, 1200, 2130]), start).map(({ ms }) => ms)).toEqual([0, 500, 1000, 1500, 2000]);
});

test("a run of which little is cut has round times evenly apart, too", () => {
  expect(axisMarks(clockOf([0, 60, 1680]), start).map(({ ms }) => ms)).toEqual([0, 500, 1000, 1500]);
});

test("of a run that waited an hour the marks are round, too, each where it is", () => {
  const clock = clockOf([0, 700, 3_600_700, 3_601_900, 3_603_000]);
  const marks = axisMarks(clock, start);
  expect(marks.map(({ ms }) => ms)).toEqual([0, 900_000, 3_600_000, 3_601_500, 3_602_500]);
  for (const { ms, share } of marks) expect(clock.toReal(share * clock.length) - start).toBeCloseTo(ms, 3);
});

test("the marks of any run go up, from nothing, within the axis", () => {
  const gaps = fc.array(fc.oneof(fc.nat({ max: 1000 }), fc.nat({ max: 10_000_000 })), { maxLength: 30 });
  fc.assert(
    fc.property(gaps, (found) => {
      let at = 0;
      const marks = axisMarks(clockOf([0, ...found.map((gap) => (at += gap))]), start);
      expect(marks[0]).toEqual({ ms: 0, share: 0 });
      for (const [place, { ms, share }] of marks.entries()) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        if (place > 0) expect(ms).toBeGreaterThan(marks[place - 1]?.ms ?? 0);
      }
    }),
  );
});
