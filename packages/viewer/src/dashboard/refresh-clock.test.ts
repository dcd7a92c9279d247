import { expect, test } from "vitest";
import { createRefreshClock, firstPauseMs, longestPauseMs, type RefreshAnswer } from "./refresh-clock.ts";

/** A page that somebody looks at, whose timer and server are the test's. */
function page() {
  const told: unknown[] = [];
  const answers: RefreshAnswer<number>[] = [];
  const world = { seen: true, asked: 0, timer: null as { readonly act: () => void; readonly ms: number } | null };
  const clock = createRefreshClock<number>({
    ask: async () => {
      world.asked += 1;
      return answers.shift() ?? { kind: "lost" };
    },
    isSeen: () => world.seen,
    onData: (data) => told.push(data),
    onState: (state) => told.push(state),
    wait: (act, ms) => {
      world.timer = { act, ms };
      return () => {
        world.timer = null;
      };
    },
  });
  const pass = async (): Promise<number | null> => {
    const ms = world.timer?.ms ?? null;
    const act = world.timer?.act;
    world.timer = null;
    act?.();
    await settled();
    return ms;
  };
  return { told, answers, world, clock, pass };
}

/** All that was resolved has been heard. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 10; turns += 1) await Promise.resolve();
}

test("it is read after a pause, and again, and where it is lost at longer distances until it is there again", async () => {
  const { told, answers, pass } = page();
  answers.push({ kind: "read", data: 1 }, { kind: "lost" }, { kind: "lost" }, { kind: "read", data: 2 });
  const pauses = [await pass(), await pass(), await pass(), await pass(), await pass()];
  expect(pauses).toEqual([1, 1, 2, 4, 1].map((times) => times * firstPauseMs));
  expect(told).toEqual([1, "live", "lost", "lost", 2, "live", "lost"]);
  let longest = 0;
  for (let tries = 0; tries < 20; tries += 1) longest = (await pass()) ?? 0;
  expect(longest).toBe(longestPauseMs);
});

test("while nobody looks nothing is asked, and who comes back has the newest at once", async () => {
  const { told, answers, world, clock, pass } = page();
  world.seen = false;
  clock.looked();
  expect(await pass()).toBeNull();
  expect(world.asked).toBe(0);
  answers.push({ kind: "read", data: 7 });
  world.seen = true;
  clock.looked();
  await settled();
  expect(told).toEqual([7, "live"]);
});

test("a link that was closed is not asked again, nor one that was left", async () => {
  const { told, answers, world, clock, pass } = page();
  answers.push({ kind: "closed" });
  await pass();
  expect([told, world.timer]).toEqual([["closed"], null]);
  clock.looked();
  await settled();
  expect(world.asked).toBe(1);

  const other = page();
  other.clock.stop();
  expect(other.world.timer).toBeNull();
});
