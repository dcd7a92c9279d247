import type { RunEvent } from "@orrery/engine";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LONGEST_PAUSE_MS, PlayClock } from "./play-clock.ts";

function eventsAt(...times: readonly number[]): RunEvent[] {
  return times.map((at, place) => ({ v: 1, seq: place + 1, epoch: 1, type: "run.cancelled", at }));
}

test("idle stretches are cut short, a clock that goes back stands still", () => {
  const clock = new PlayClock(eventsAt(1000, 1100, 901_100, 901_000, 901_600));
  expect([0, 1, 2, 3, 4].map((place) => clock.playedAt(place))).toEqual([0, 100, 1600, 1600, 2100]);
  expect(clock.length).toBe(2100);
  expect([-1, 0, 99, 100, 1599, 1600, 5000].map((played) => clock.countAt(played))).toEqual([0, 1, 1, 2, 2, 4, 5]);
  expect([clock.toReal(50), clock.toReal(850), clock.toPlayed(1050), clock.toPlayed(451_100)]).toEqual([
    1050, 451_100, 50, 850,
  ]);
});

test("without events nothing takes time", () => {
  const clock = new PlayClock();
  expect([clock.length, clock.playedAt(0), clock.countAt(5), clock.toReal(5), clock.toPlayed(5)]).toEqual([
    0, 0, 0, 0, 0,
  ]);
});

test("played time goes on with the log, never by more than the longest pause, whether it came at once or bit by bit", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 40 }), (times) => {
      const events = eventsAt(...times);
      const whole = new PlayClock(events);
      const grown = new PlayClock();
      for (const event of events) grown.append([event]);
      for (const place of events.keys()) {
        expect(grown.playedAt(place)).toBe(whole.playedAt(place));
        const step = whole.playedAt(place) - whole.playedAt(place - 1);
        expect(step).toBeGreaterThanOrEqual(0);
        expect(step).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
        expect(whole.countAt(whole.playedAt(place))).toBeGreaterThan(place);
      }
    }),
  );
});
