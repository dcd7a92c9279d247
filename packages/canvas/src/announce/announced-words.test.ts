import { expect, test } from "vitest";
import { announcedWords, type Heard } from "./announced-words.ts";

const still: Heard = { undoName: null, redoName: null, runStatus: null, waiting: 0 };

test("edits, undoing, redoing and the state of the run are said once, typing is not", () => {
  const added = { ...still, undoName: "Add Prompt" };
  const undone = { ...still, redoName: "Add Prompt" };
  const cases: readonly [Heard, Heard, string | null][] = [
    [still, still, null],
    [still, added, "Done: Add Prompt."],
    [added, undone, "Undone: Add Prompt."],
    [undone, added, "Done again: Add Prompt."],
    [added, { ...added, undoName: "Change Prompt" }, null],
    [added, { ...added, undoName: "Connect", runStatus: "running" }, "Done: Connect. The run has begun."],
    [{ ...added, runStatus: "running" }, { ...added, runStatus: "succeeded" }, "The run is done."],
    [{ ...added, runStatus: "running" }, { ...added, runStatus: "running", waiting: 1 }, "A step waits for an answer."],
  ];
  expect(cases.map(([before, now]) => announcedWords(before, now))).toEqual(cases.map(([, , words]) => words));
});
