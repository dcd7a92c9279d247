import { seededRandom } from "@orrery/engine/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { timeline } from "./timeline.ts";

test("the same seed gives the same story, another seed another", () => {
  const span = { seconds: 60, seats: 3 };
  expect(timeline(seededRandom(7), span)).toEqual(timeline(seededRandom(7), span));
  expect(timeline(seededRandom(8), span)).not.toEqual(timeline(seededRandom(7), span));
});

test("whatever the seed and the length: each kind happens, in order and in time, and who is stopped is left alone", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 20, max: 300 }), (seed, seconds) => {
      const story = timeline(seededRandom(seed), { seconds, seats: 3 });
      expect(new Set(story.map((one) => one.do))).toEqual(
        new Set(["kill-executor", "stop-executor", "restart-postgres", "kill-studio", "drop-streams"]),
      );
      expect(story.map(({ at }) => at)).toEqual(story.map(({ at }) => at).sort((a, b) => a - b));
      expect(story.filter(({ at }) => at < 2_500 || at > seconds * 1_000 - 4_000)).toEqual([]);
      const stops = story.filter((one) => one.do === "stop-executor");
      expect(stops.filter(({ at, forMs }) => at + forMs > seconds * 1_000 - 3_000)).toEqual([]);
      const clashes = story.filter(
        (one) =>
          one.do === "kill-executor" &&
          stops.some((stop) => stop.seat === one.seat && one.at >= stop.at && one.at <= stop.at + stop.forMs),
      );
      expect(clashes).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
