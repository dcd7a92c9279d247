import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { typesIn } from "../testing/record-story.ts";
import type { HistoryLine } from "./history-line.ts";
import { replayHistory } from "./replay-history.ts";

const folder = resolve(import.meta.dirname, "../../history");
const files = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));

function read(name: string): readonly HistoryLine[] {
  return readFileSync(join(folder, name), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

test.each(files)("%s: today's engine decides as it did then", (name) => {
  const replayed = replayHistory(read(name));
  expect(replayed.map(({ seq, today }) => ({ seq, answer: today }))).toEqual(
    replayed.map(({ seq, recorded }) => ({ seq, answer: recorded })),
  );
  expect(replayed.length).toBeGreaterThan(5);
});

test("the corpus is large, and holds what can happen to a run", () => {
  const seen = new Set(files.flatMap((name) => [...typesIn(read(name))]));
  expect(files.length).toBeGreaterThanOrEqual(50);
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      "budget.reserved",
      "budget.settled",
      "command.refused",
      "run.cancelled",
      "run.cancelling",
      "run.failed",
      "run.failing",
      "run.paused",
      "run.pinned",
      "run.resumed",
      "run.started",
      "run.succeeded",
      "scope.finished",
      "scope.opened",
      "step.asked",
      "step.cancelled",
      "step.failed",
      "step.resumed",
      "step.reused",
      "step.retrying",
      "step.skipped",
      "step.started",
      "step.succeeded",
      "step.uncertain",
      "step.waiting",
    ]),
  );
});

test("an answer that changed is noticed", () => {
  const lines = read(files[0] ?? "").map((line) => ("decided" in line ? { ...line, decided: [] } : line));
  expect(replayHistory(lines).some(({ recorded, today }) => JSON.stringify(recorded) !== JSON.stringify(today))).toBe(
    true,
  );
});
