import { createReplay, indexPlan, type RunEvent } from "@orrery/engine";
import { recordStory, STORY_KINDS } from "@orrery/engine/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sharedStory } from "../testing/shared-story.ts";
import { stepPlace, stepRows } from "./step-rows.ts";

test("iterations stand under their container, in their order", () => {
  const run = sharedStory({ items: 2 });
  const { state } = createReplay(indexPlan(run.plan), run.events).at(run.events.length);
  expect(stepRows(state).map(({ depth, place, nodeId }) => `${"  ".repeat(depth)}${place}${nodeId}`)).toEqual([
    "start",
    "fetch",
    "each",
    "  [0]classify",
    "  [0]urgent",
    "  [0]confirm",
    "  [1]classify",
    "  [1]urgent",
    "  [1]confirm",
    "tell",
    "done",
  ]);
});

test("every step of any run is one row, and comes after the one that it lies in", () => {
  fc.assert(
    fc.property(fc.constantFrom(...STORY_KINDS), fc.integer({ min: 1, max: 100 }), (kind, seed) => {
      const lines = recordStory(kind, seed);
      const plan = lines.flatMap((line) => ("plan" in line ? [line.plan] : []))[0];
      if (plan === undefined) throw new Error("A story has a plan.");
      const log = lines.flatMap((line): RunEvent[] => ("event" in line ? [line.event] : []));
      const { state } = createReplay(indexPlan(plan), log).at(log.length);
      const rows = stepRows(state);
      expect(rows.map(({ key }) => key).sort()).toEqual([...state.steps.keys()].sort());
      const open: string[] = [];
      for (const { key, depth } of rows) {
        open.length = depth;
        const around = open.at(-1);
        if (around !== undefined) expect(key.startsWith(around)).toBe(true);
        open.push(key);
      }
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["start", ""],
  ["row[2]/cell[0]/add", "Item 3, Item 1"],
  ["each[4]/agent#turn.3#call.1", "Item 5, turn.3, call.1"],
])("the place of %s", (key, place) => {
  expect(stepPlace(key)).toBe(place);
});
