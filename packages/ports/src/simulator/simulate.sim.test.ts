import { expect, inject, test } from "vitest";
import { simulate } from "./simulate.ts";

test("1,000 stories: crashes, takeovers and double deliveries never show", async () => {
  const broken: object[] = [];
  for (let seed = inject("seed"), told = 0; told < 1_000; seed += 1, told += 1) {
    const { problems } = await simulate(seed);
    if (problems.length > 0) broken.push({ again: `ORRERY_SEED=${seed}`, problems });
  }
  expect(broken).toEqual([]);
});

const referencePlans = Array.from({ length: 20 }, (_, place) => inject("seed") + 10_000 + place);

test.each(referencePlans)("plan of seed %i: a death before or after any journal write never shows", async (seed) => {
  const broken: object[] = [];
  // The chances of the story in which nobody dies; up to its death a story is the same.
  const { chances } = await simulate(seed, { crashAt: 0 });
  for (let crashAt = 1; crashAt <= chances; crashAt += 1) {
    const { problems } = await simulate(seed, { crashAt });
    if (problems.length > 0) broken.push({ crashAt, again: `ORRERY_SEED=${inject("seed")}`, problems });
  }
  expect(broken).toEqual([]);
  expect(chances).toBeGreaterThan(1);
});

test("some of these plans go on where there are other labels", async () => {
  // Always the same seeds: whether a plan asks for labels, and comes to moving, is chance.
  const seeds = Array.from({ length: 60 }, (_, place) => 10_001 + place);
  const moved = await Promise.all(seeds.map(async (seed) => (await simulate(seed, { crashAt: 0 })).moved));
  expect(moved.filter((count) => count > 0).length).toBeGreaterThan(4);
});
