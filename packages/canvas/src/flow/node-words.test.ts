import { expect, test } from "vitest";
import { IDLE_NODE_RUN, type KeptFrom, type NodeRun } from "../run/node-run.ts";
import { footFigures, keptWords, nodeName, stateWords, summaryWords } from "./node-words.ts";

const run = (more: Partial<NodeRun>): NodeRun => ({
  ...IDLE_NODE_RUN,
  state: "succeeded",
  total: 1,
  attempt: 1,
  ...more,
});

test.each([
  [{ durationMs: 12 }, ["12 ms"]],
  [{ durationMs: 12, attempt: 2, maxAttempts: 3 }, ["12 ms", "attempt 2 of 3"]],
  [{ state: "retrying", attempt: 1, maxAttempts: 3 }, ["attempt 1 of 3"]],
  [{ attempt: 4, maxAttempts: 3 }, ["attempt 4"]],
  [
    { total: 48, counts: { succeeded: 47, failed: 1 }, attempt: 2, maxAttempts: 2, retried: 3 },
    ["47 done", "1 failed", "3 tried again"],
  ],
  [{ total: 48, counts: { succeeded: 48 }, attempt: 1 }, ["48 done"]],
  [{ tokens: 2100, usd: 0.02, model: "offline" }, ["2.1k tok", "$0.02", "offline, no LLM"]],
  [{ state: "waiting", waitingFor: "time", dueAt: new Date(2020, 1, 3, 14, 5).getTime() }, ["until 3 Feb 2020 14:05"]],
] satisfies [Partial<NodeRun>, string[]][])("the foot of %j", (more, figures) => {
  expect(footFigures(run(more), 0)).toEqual(figures);
});

test("a card is spoken by its name, type and state", () => {
  const dueAt = new Date(2020, 1, 3, 14, 5).getTime();
  expect([
    nodeName("Pause", "Wait", run({ state: "waiting", waitingFor: "time", dueAt })),
    nodeName("Confirm", "Approval", run({ state: "waiting", waitingFor: "person" })),
  ]).toEqual(["Pause, Wait, Waiting until 3 Feb 2020 14:05", "Confirm, Approval, Waiting for you"]);
});

test("what was kept, undone, switched off or paused is said so", () => {
  const kept = (by: KeptFrom) => run({ state: "succeeded", total: 1, keptCount: 1, kept: by });
  const loop = { kind: "loop", stepKey: "l", count: 10, done: 3, shown: 4, failed: 0, looked: null } as const;
  expect([
    stateWords(kept({ by: "run", runId: "r" })),
    stateWords(kept({ by: "person" })),
    stateWords(kept({ by: "cache", runId: "r", at: 0 })),
    // Some of its steps ran here.
    stateWords({ ...kept({ by: "person" }), total: 3 }),
    stateWords(run({ state: "succeeded", isUndone: true })),
    stateWords(run({ state: "queued", isPausedHere: true })),
    stateWords(run({ state: "skipped" }), true),
    stateWords(run({ state: "running", container: { ...loop, stateId: null, statePreview: null } })),
  ]).toEqual(["Kept", "Given", "Cached", "Done", "Undone", "Paused here", "Off", "3 of at most 10"]);
  expect(
    [{ by: "run", runId: "r" } as const, { by: "person" } as const, { by: "cache", runId: "r", at: 0 } as const].map(
      (from) => keptWords(from, { short: "3f2a", now: 120_000 }),
    ),
  ).toEqual(["kept from run 3f2a", "given by a person", "cached 2 min ago"]);
});

test.each([
  ["{{ start.n > 1 }}", "start.n > 1"],
  ["bug: {{ start.kind }}", "bug: start.kind"],
  ["bug: {{ start.ki…", "bug: start.ki…"],
  ["{{ a }} and {{ b }}", "{{ a }} and {{ b }}"],
  ["{{ start.text }} at once", "{{ start.text }} at once"],
  ["text: Thank you: {{ note }}", "text: Thank you: {{ note }}"],
])("the summary %s reads %s", (text, words) => {
  expect(summaryWords(text)).toBe(words);
});
