import type { RunSubmission } from "@orrery/db/run-log";
import { expect, test } from "vitest";
import { createStoredOnce } from "./stored-once.ts";

const run = (workspaceId: string, plan: string, drawing: string): RunSubmission => ({
  runId: "r",
  workspaceId,
  workflowId: null,
  name: "Run",
  plan: { hash: plan, json: `plan ${plan}` },
  drawing: { hash: drawing, json: `drawing ${drawing}` },
  startedBy: "test",
  command: { id: "c", payload: "{}" },
  input: { id: "i", kind: "json", json: "{}", labels: { i: "T", c: [] } },
});

test("what was noted is not sent again, and anything else is", () => {
  const stored = createStoredOnce();
  const first = run("w", "p", "d");
  expect(stored.lean(first)).toEqual(first);
  stored.note(first);
  expect(stored.lean(first)).toEqual({ ...first, plan: { hash: "p", json: null }, drawing: { hash: "d", json: null } });
  const moved = run("w", "p", "e");
  expect(stored.lean(moved)).toEqual({ ...moved, plan: { hash: "p", json: null } });
  const elsewhere = run("v", "p", "d");
  expect(stored.lean(elsewhere)).toEqual(elsewhere);
});

test("a run that brought nothing says nothing of what is stored", () => {
  const stored = createStoredOnce();
  const bare = { ...run("w", "p", "d"), plan: { hash: "p", json: null }, drawing: { hash: "d", json: null } };
  stored.note(bare);
  expect(stored.lean(run("w", "p", "d"))).toEqual(run("w", "p", "d"));
});

test("it knows the last ones, and those that are asked for, and no more than twice as many", () => {
  const stored = createStoredOnce(4);
  for (let i = 0; i < 20; i += 1) {
    stored.note(run("w", `p${i}`, `d${i}`));
    stored.lean(run("w", "p0", "d0"));
  }
  const isKnown = Array.from({ length: 20 }, (_, i) => stored.lean(run("w", `p${i}`, `d${i}`)).plan.json === null);
  expect(isKnown.filter(Boolean).length).toBeLessThanOrEqual(8);
  expect([isKnown[0], isKnown[19]]).toEqual([true, true]);
});
