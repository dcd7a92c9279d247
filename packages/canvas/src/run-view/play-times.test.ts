import type { RunEvent } from "@orrery/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { playTimes, shownAfter } from "./play-times.ts";

const at = (moments: readonly number[]): RunEvent[] =>
  moments.map((ms, index) => ({ v: 1, seq: index + 1, epoch: 1, type: "run.cancelled", at: ms }));

test("a long pause is cut short, and what came at once is drawn apart", () => {
  expect([...playTimes(at([1000, 1000, 1300, 91_300]))]).toEqual([0, 40, 340, 1840]);
});

test("nothing to play takes no time", () => {
  expect([[...playTimes([])], shownAfter(playTimes([]), 100)]).toEqual([[], 0]);
});

test("every event is shown at its time and not before, whatever the clocks of the log", () => {
  const moments = fc.array(fc.integer({ min: 0, max: 1e7 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(moments, (found) => {
      const times = playTimes(at(found));
      for (const [index, ms] of times.entries()) {
        expect([shownAfter(times, ms), shownAfter(times, ms - 0.01)]).toEqual([index + 1, Math.max(1, index)]);
      }
    }),
  );
});
