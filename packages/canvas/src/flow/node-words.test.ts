import { expect, test } from "vitest";
import { IDLE_NODE_RUN, type NodeRun } from "../run/node-run.ts";
import { footFigures, nodeName, summaryWords } from "./node-words.ts";

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

test.each([
  ["{{ start.n > 1 }}", "start.n > 1"],
  ["bug: {{ start.kind }}", "bug: start.kind"],
  ["bug: {{ start.ki…", "bug: start.ki…"],
  ["{{ a }} and {{ b }}", "{{ a }} and {{ b }}"],
  ["text: Thank you: {{ note }}", "text: Thank you: {{ note }}"],
])("the summary %s reads %s", (text, words) => {
  expect(summaryWords(text)).toBe(words);
});
