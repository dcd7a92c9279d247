import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunEvent } from "../events.ts";
import { fold, LogGapError } from "../fold/fold.ts";
import { indexPlan, type PlanIndex } from "../plan-index.ts";
import { initialState, type RunState } from "../state/run-state.ts";
import { stateToJson } from "../state/state-json.ts";
import { recordStory, STORY_KINDS } from "../testing/record-story.ts";
import { cloneState } from "./clone-state.ts";
import { createReplay } from "./create-replay.ts";

const story = fc
  .tuple(fc.constantFrom(...STORY_KINDS), fc.integer({ min: 1, max: 100 }))
  .map(([kind, seed]) => storyOf(kind, seed));

test("whatever the order of the jumps, every moment is the fold of the log up to it", () => {
  const jumps = fc.array(fc.nat({ max: 10_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(story, jumps, fc.integer({ min: 1, max: 9 }), ({ index, log }, places, spacing) => {
      const replay = createReplay(index, log, { spacing });
      for (const place of places) {
        const seq = place % (log.length + 1);
        expect(seen(replay.at(seq).state)).toEqual(seen(foldOf(index, log.slice(0, seq))));
      }
    }),
    { numRuns: 60 },
  );
});

test("what is folded into a copy leaves the other as it was", () => {
  fc.assert(
    fc.property(story, fc.double({ min: 0, max: 1, noNaN: true }), ({ index, log }, share) => {
      const cut = Math.floor(share * log.length);
      const state = foldOf(index, log.slice(0, cut));
      const before = structuredClone(seen(state));
      const copy = cloneState(state);
      expect(seen(copy)).toEqual(before);
      fold(copy, log.slice(cut));
      expect(seen(state)).toEqual(before);
      expect(seen(copy)).toEqual(seen(foldOf(index, log)));
    }),
    { numRuns: 60 },
  );
});

test("a step forward names the steps that changed, a jump back says that any may have", () => {
  const { index, log } = storyOf("plain", 3);
  const replay = createReplay(index, log);
  replay.at(1);
  const state = foldOf(index, log.slice(0, 1));
  expect(replay.at(2).touched).toEqual(fold(state, log.slice(1, 2)));
  expect(replay.at(2).touched).toEqual(new Set());
  expect(replay.at(1).touched).toBeNull();
});

test("a log that goes on is seen at its new end; rows that came twice count once, and a gap is refused", () => {
  const { index, log } = storyOf("plain", 3);
  const replay = createReplay(index, log.slice(0, 4), { spacing: 2 });
  expect([replay.first, replay.last, replay.at(99).state.seq]).toEqual([0, 4, 4]);
  replay.append(log.slice(2, 6));
  expect([replay.last, replay.at(-1).state.seq, replay.at(99).state.seq]).toEqual([6, 0, 6]);
  expect(seen(replay.at(6).state)).toEqual(seen(foldOf(index, log.slice(0, 6))));
  expect(() => replay.append(log.slice(7))).toThrow(LogGapError);
  expect([replay.eventAt(0), replay.eventAt(1), replay.eventAt(7)]).toEqual([null, log[0], null]);
});

test("a log whose beginning is known only as a state begins there", () => {
  const { index, log } = storyOf("plain", 3);
  const replay = createReplay(index, log.slice(5), { from: foldOf(index, log.slice(0, 5)), spacing: 3 });
  expect([replay.first, replay.last]).toEqual([5, log.length]);
  for (const seq of [log.length, 5, 6, 0, log.length]) {
    expect(seen(replay.at(seq).state)).toEqual(seen(foldOf(index, log.slice(0, Math.max(5, seq)))));
  }
});

test("a long log keeps few checkpoints and is still right everywhere", () => {
  const { index, log } = storyOf("plain", 3);
  const started = log[0];
  if (started === undefined) throw new Error("A story begins.");
  const refused = (seq: number): RunEvent => ({
    ...{ v: 1, seq, epoch: 1, at: seq, type: "command.refused" },
    ...{ commandId: `c${seq}`, reason: "INVALID" },
  });
  const long = [started, ...Array.from({ length: 400 }, (_, at) => refused(at + 2))];
  const replay = createReplay(index, long, { spacing: 1 });
  for (const seq of [401, 7, 200, 8, 399, 1]) {
    expect(seen(replay.at(seq).state)).toEqual(seen(foldOf(index, long.slice(0, seq))));
  }
});

function storyOf(kind: (typeof STORY_KINDS)[number], seed: number): { index: PlanIndex; log: readonly RunEvent[] } {
  const lines = recordStory(kind, seed);
  const plan = lines.flatMap((line) => ("plan" in line ? [line.plan] : []))[0];
  if (plan === undefined) throw new Error("A story has a plan.");
  return { index: indexPlan(plan), log: lines.flatMap((line) => ("event" in line ? [line.event] : [])) };
}

function foldOf(index: PlanIndex, log: readonly RunEvent[]): RunState {
  const state = initialState(index);
  fold(state, log);
  return state;
}

/** All that a state says, its counts too; no count and an empty one are the same. */
function seen(state: RunState): unknown {
  const counts = [...state.counts].filter(([, count]) => Object.keys(count).length > 0);
  return { state: stateToJson(state), counts: Object.fromEntries(counts) };
}
