import { expect, test } from "vitest";
import { stateColour, titleLines } from "./far-look.ts";

test.each([
  ["Fetch", ["Fetch"]],
  ["Fetch the items", ["Fetch the", "items"]],
  ["Summarise everything at once", ["Summarise", "everything a…"]],
  ["Donaudampfschiff", ["Donaudampfsch", "iff"]],
])("%j is drawn as %j", (title, expected) => {
  expect(titleLines(title, 13)).toEqual(expected);
});

test("only what is alive has a colour", () => {
  expect([stateColour("idle"), stateColour("skipped"), stateColour("running"), stateColour("failed")]).toEqual([
    null,
    null,
    "running",
    "failed",
  ]);
});
