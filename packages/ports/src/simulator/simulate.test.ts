import { expect, test } from "vitest";
import { simulate } from "./simulate.ts";

const seeds = Array.from({ length: 3000 }, (_, place) => place + 1);

test("crashes, takeovers and double deliveries never show", async () => {
  const broken: object[] = [];
  const total = { events: 0, crashes: 0, stale: 0 };
  for (const seed of seeds) {
    const report = await simulate(seed);
    total.events += report.events;
    total.crashes += report.crashes;
    total.stale += report.stale;
    if (report.problems.length > 0) broken.push({ seed, problems: report.problems });
  }
  expect(broken).toEqual([]);
  // The stories must tell what they are told for.
  expect(total.crashes).toBeGreaterThan(100);
  expect(total.stale).toBeGreaterThan(20);
  console.log(total);
}, 60_000);

test("the same seed tells the same story", async () => {
  expect(await simulate(7)).toEqual(await simulate(7));
});

test.each(["no fencing", "effect before journal"] as const)("catches the planted bug: %s", async (bug) => {
  const found = [];
  for (const seed of seeds.slice(0, 100)) {
    const { problems } = await simulate(seed, { bug });
    if (problems.length > 0) found.push(seed);
  }
  expect(found.length).toBeGreaterThan(3);
});
