import type { PauseRecord } from "@orrery/engine";
import { expect, test } from "vitest";
import { pauseWords, raiseOf } from "./pause-words.ts";

const pause = (rest: Partial<PauseRecord>): PauseRecord => ({
  cause: "person",
  at: 0,
  stepKey: null,
  limit: null,
  ...rest,
});
const say = (rest: Partial<PauseRecord>) =>
  pauseWords(pause(rest), { limits: { maxUsd: 0.5, maxSteps: 500, maxWallMs: 600_000 }, titleOf: () => "Send mail" })
    .why;

test("a paused run says why", () => {
  expect([
    say({}),
    say({ cause: "breakpoint", stepKey: "send" }),
    say({ cause: "step", stepKey: "send" }),
    say({ cause: "budget", limit: "maxUsd" }),
    say({ cause: "budget", limit: "maxSteps" }),
    say({ cause: "budget", limit: "maxWallMs" }),
    say({ cause: "budget", limit: "somethingNew" }),
  ]).toEqual([
    "Paused.",
    "Paused before “Send mail” (breakpoint).",
    "Paused before “Send mail”.",
    "Paused: the budget of $0.50 is used up.",
    "Paused: the limit of 500 steps is reached.",
    "Paused: the limit of 10 min is reached.",
    "Paused: a limit is reached.",
  ]);
});

test("twice as much is proposed, and given as the limit is kept", () => {
  const usd = raiseOf("maxUsd", { maxUsd: 0.5 });
  expect([usd?.proposed, usd?.limits(0.75)]).toEqual([1, { maxUsd: 0.75 }]);
  const wall = raiseOf("maxWallMs", { maxWallMs: 90_000 });
  expect([wall?.proposed, wall?.above, wall?.limits(2)]).toEqual([3, 1.5, { maxWallMs: 120_000 }]);
  expect(raiseOf("maxModelCalls", { maxModelCalls: 0 })?.proposed).toBe(1);
  expect(raiseOf(null, {})).toBeNull();
});
