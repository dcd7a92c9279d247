import { expect, test } from "vitest";
import type { RunEvent } from "../events.ts";
import { indexPlan, type PlanShape } from "../plan-index.ts";
import { initialState, type RunState } from "../state/run-state.ts";
import { stateFromJson, stateToJson } from "../state/state-json.ts";
import { recordStory, STORY_KINDS } from "../testing/record-story.ts";
import { seededRandom } from "../testing/seeded-random.ts";
import { fold } from "./fold.ts";

const seedsOfKind = 12;

for (const kind of STORY_KINDS) {
  test(`a log of the kind ${kind} folds to the same in one piece, row by row, and from any snapshot`, () => {
    for (let seed = 1; seed <= seedsOfKind; seed += 1) {
      const { plan, log } = storyOf(kind, seed);
      const index = indexPlan(plan);
      const whole = initialState(index);
      const touched = fold(whole, log);
      const stepwise = initialState(index);
      const touchedStepwise = new Set<string>();
      for (const row of log) for (const key of fold(stepwise, [row])) touchedStepwise.add(key);
      expect(seen(stepwise)).toEqual(seen(whole));
      expect([...touchedStepwise].sort()).toEqual([...touched].sort());
      const cut = Math.floor(seededRandom(seed)() * log.length);
      const before = initialState(index);
      fold(before, log.slice(0, cut));
      const revived = stateFromJson(index, JSON.parse(JSON.stringify(stateToJson(before))));
      if (revived === null) throw new Error("The snapshot was refused.");
      fold(revived, log.slice(cut));
      expect(seen(revived)).toEqual(seen(whole));
    }
  });
}

function storyOf(kind: (typeof STORY_KINDS)[number], seed: number): { plan: PlanShape; log: readonly RunEvent[] } {
  const lines = recordStory(kind, seed);
  const plan = lines.flatMap((line) => ("plan" in line ? [line.plan] : []))[0];
  if (plan === undefined) throw new Error("A story has a plan.");
  return { plan, log: lines.flatMap((line) => ("event" in line ? [line.event] : [])) };
}

/** All that a state says, its counts too, which a snapshot leaves out. No count and no entry are the same. */
function seen(state: RunState): unknown {
  const counts = [...state.counts].filter(([, count]) => Object.keys(count).length > 0);
  return { state: stateToJson(state), counts: Object.fromEntries(counts) };
}
