import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLateModule } from "./late-module.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("code that cannot be fetched is said to be away, and comes when it can be had", async () => {
  let tries = 0;
  const module = createLateModule(async () => {
    tries += 1;
    if (tries < 3) throw new Error("ChunkLoadError");
    return "the editor";
  });
  const seen: string[] = [];
  expect(tries).toBe(0);
  module.subscribe(() => seen.push(module.getState().kind));
  await vi.advanceTimersByTimeAsync(0);
  expect({ tries, state: module.getState() }).toEqual({ tries: 1, state: { kind: "away" } });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(tries).toBe(2);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(tries).toBe(2);
  await vi.advanceTimersByTimeAsync(1);
  expect({ tries, state: module.getState(), seen }).toEqual({
    tries: 3,
    state: { kind: "here", value: "the editor" },
    seen: ["away", "here"],
  });
});

test("it is tried at once when somebody knows that it may be there again", async () => {
  let there = false;
  const module = createLateModule(async () => {
    if (!there) throw new Error("ChunkLoadError");
    return 1;
  });
  module.subscribe(() => {});
  await vi.advanceTimersByTimeAsync(0);
  there = true;
  module.hurry();
  await vi.advanceTimersByTimeAsync(0);
  expect(module.getState()).toEqual({ kind: "here", value: 1 });
});

test("nothing is tried again when nobody listens any more", async () => {
  let tries = 0;
  const module = createLateModule(async () => {
    tries += 1;
    throw new Error("ChunkLoadError");
  });
  const leave = module.subscribe(() => {});
  leave();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(tries).toBe(1);
});
