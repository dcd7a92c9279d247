import { expect, test } from "vitest";
import { isExpectedToMove } from "./is-expected-to-move.ts";

const now = 1_000_000;
const run = { status: "running", running: 1, waiting: 0, wakeAt: null } as const;

test.each([
  ["a step is at work", run, true],
  ["it has not begun", { ...run, status: "queued", running: 0 }, true],
  ["a step tries again later", { ...run, running: 0, wakeAt: now + 60_000 }, false],
  ["a step should long have tried again", { ...run, running: 0, wakeAt: now - 60_000 }, true],
  ["a step is at work and another tries again later", { ...run, wakeAt: now + 60_000 }, true],
  ["it only waits", { ...run, status: "waiting", running: 0, waiting: 1 }, false],
  ["something waits", { ...run, waiting: 1 }, false],
  ["it is paused", { ...run, status: "paused" }, false],
  ["it has ended", { ...run, status: "succeeded", running: 0 }, false],
] as const)("%s", (_words, movement, expected) => {
  expect(isExpectedToMove(movement, now)).toBe(expected);
});
