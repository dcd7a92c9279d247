import { fold, indexPlan, initialState, type RunEvent } from "@orrery/engine";
import { expect, test } from "vitest";
import { isLeftToWait } from "./near-waits.ts";

const plan = { hash: "p", nodes: [], edges: [], budget: { maxSteps: 9, maxWallMs: 9_000 }, singleOutput: true };

test("a paused run is left to whoever lets it go on", () => {
  const state = initialState(indexPlan(plan));
  const row = { v: 1, epoch: 1, at: 1 } as const;
  const input = { id: "input", bytes: 2 };
  const log: RunEvent[] = [
    { ...row, seq: 1, type: "run.started", commandId: "go", planHash: "p", input, entry: null },
    { ...row, seq: 2, type: "run.paused", cause: "budget", limit: "maxSteps" },
  ];
  fold(state, log.slice(0, 1));
  expect(isLeftToWait(state, 1)).toBe(false);
  fold(state, log);
  expect(isLeftToWait(state, 1)).toBe(true);
});
