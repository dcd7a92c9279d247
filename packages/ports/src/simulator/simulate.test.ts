import { expect, inject, test } from "vitest";
import { simulate } from "./simulate.ts";

const seeds = Array.from({ length: 200 }, (_, place) => inject("seed") + place);

const kinds = ["crashes", "stale", "pauses", "undone", "settled", "moved", "asked", "replayed"] as const;

test("crashes, takeovers and double deliveries never show", async () => {
  const broken: object[] = [];
  const seen = { crashes: 0, stale: 0, pauses: 0, undone: 0, settled: 0, moved: 0, asked: 0, replayed: 0 };
  for (const seed of seeds) {
    const { problems, events: _, ...told } = await simulate(seed);
    for (const what of kinds) seen[what] += told[what];
    if (problems.length > 0) broken.push({ again: `ORRERY_SEED=${seed}`, problems });
  }
  expect(broken).toEqual([]);
  // The stories must tell what they are told for.
  expect(seen.crashes).toBeGreaterThan(100);
  expect(seen.stale).toBeGreaterThan(100);
  expect(seen.pauses).toBeGreaterThan(100);
  expect(seen.undone).toBeGreaterThan(0);
  expect(seen.settled).toBeGreaterThan(0);
  expect(seen.moved).toBeGreaterThan(100);
  expect(seen.asked).toBeGreaterThan(100);
  expect(seen.replayed).toBeGreaterThan(100);
});

test("a cancel while a failed run undoes what it did stops that, over crashes too", async () => {
  const told: object[] = [];
  let notUndone = 0;
  // Always the same seeds: whether a story comes to undoing, and is cancelled there, is chance.
  for (let seed = 1; seed <= 120; seed += 1) {
    const report = await simulate(seed);
    notUndone += report.notUndone;
    if (report.problems.length > 0) told.push({ seed, problems: report.problems });
  }
  expect(told).toEqual([]);
  expect(notUndone).toBeGreaterThan(0);
}, 60_000);

test("the same seed tells the same story", async () => {
  expect(await simulate(7)).toEqual(await simulate(7));
});

test.each(["no fencing", "effect before journal"] as const)("catches the planted bug: %s", async (bug) => {
  const caught: number[] = [];
  for (const seed of seeds.slice(0, 25)) {
    const { problems } = await simulate(seed, { bug });
    if (problems.length > 0) caught.push(seed);
  }
  expect(caught.length).toBeGreaterThan(3);
});
