import { expect, test } from "vitest";
import { seededRandom } from "../testing/seeded-random.ts";
import { isEnough, noEvidence, weighed } from "./evidence.ts";

const after = (shares: readonly number[], usual: number) =>
  shares.reduce((evidence, share) => weighed(evidence, share, usual), noEvidence);

test("two failures in a row of what hardly ever fails are enough, one is not", () => {
  expect([1, 2].map((count) => isEnough(after(Array<number>(count).fill(1), 0.015)))).toEqual([false, true]);
});

test("what is as usual is no evidence at all", () => {
  expect(after([0, 0, 0, 0], 0.1)).toEqual(noEvidence);
});

test("it is taken back within a few runs that are well, however long it went badly", () => {
  const bad = after(Array<number>(500).fill(1), 0.02);
  const well = (runs: number) =>
    Array<number>(runs)
      .fill(0)
      .reduce((evidence) => weighed(evidence, 0, 0.02), bad);
  expect([isEnough(bad), isEnough(well(1)), isEnough(well(6))]).toEqual([true, true, false]);
  expect([bad.runs, bad.sum]).toEqual([500, 500]);
});

test.each([0.02, 0.1, 0.5, 0.9])(
  "at a rate of %s as claimed, false alarms are no more than one in a thousand",
  (rate) => {
    const random = seededRandom(11);
    let [alarms, evidence] = [0, noEvidence];
    const observations = 100_000;
    for (let run = 0; run < observations; run += 1) {
      evidence = weighed(evidence, random() < rate ? 1 : 0, rate);
      if (!isEnough(evidence)) continue;
      alarms += 1;
      evidence = noEvidence;
    }
    expect(alarms).toBeLessThanOrEqual(observations / 1_000);
  },
);
