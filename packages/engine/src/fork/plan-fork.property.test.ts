import type { Plan } from "@orrery/plan";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RunCommand } from "../events.ts";
import { fold } from "../fold/fold.ts";
import { indexPlan, type PlanShape } from "../plan-index.ts";
import { runFigures } from "../select/run.ts";
import { waits } from "../select/step.ts";
import { initialState } from "../state/run-state.ts";
import { stateFromJson, stateToJson } from "../state/state-json.ts";
import { behaviourOf, type Mood, readBy } from "../testing/behaviour.ts";
import { checkLog } from "../testing/check-log.ts";
import { interpret } from "../testing/naive-interpreter.ts";
import { randomPlan } from "../testing/random-plan.ts";
import { anyValue, ReferenceShell } from "../testing/reference-shell.ts";
import { below, type Random, seededRandom } from "../testing/seeded-random.ts";
import { storyScript } from "../testing/story-script.ts";
import { planFork } from "./plan-fork.ts";

const forks = fc.record({
  size: fc.integer({ min: 1, max: 40 }),
  seed: fc.nat(),
  order: fc.nat(),
  errors: fc.constantFrom(0, 0.02, 0.15),
  waits: fc.constantFrom(0, 0.2),
  cut: fc.nat(),
  again: fc.nat(),
});

/** The facts of a plan that the engine does not need for anything else. */
function factsOf(plan: PlanShape): Pick<Plan, "nodes" | "edges"> {
  const nodes = plan.nodes.map((node) => ({
    ...node,
    type: "work",
    typeVersion: 1,
    nodeHash: node.id,
    config: {},
    reads: [...new Set(readBy(plan, node))],
    container:
      node.container === null
        ? null
        : node.container.kind === "each"
          ? { ...node.container, items: [], collect: null }
          : { ...node.container, initial: null, next: null, until: false },
  }));
  return { nodes, edges: plan.edges };
}

function newShell(plan: PlanShape, mood: Mood): ReferenceShell {
  const shell: ReferenceShell = new ReferenceShell(
    plan,
    storyScript(plan, mood, () => shell.now),
  );
  return shell;
}

function step(shell: ReferenceShell, mood: Mood, random: Random): boolean {
  shell.tick();
  const work = [...shell.work.keys()];
  const open = waits(shell.state).filter((wait) => {
    const node = shell.state.index.nodes.get(wait.nodeId)?.node;
    return node !== undefined && behaviourOf(mood, wait.stepKey, node).wait === "person";
  });
  const wakeAt = shell.state.timers.nextAt;
  const choices = work.length + open.length + (wakeAt !== null && wakeAt < shell.now + 900_000_000 ? 1 : 0);
  if (choices === 0) return false;
  const choice = below(random, choices);
  const key = work[choice];
  const wait = open[choice - work.length];
  if (key !== undefined) shell.end(key, random());
  else if (wait === undefined) shell.now = Math.max(shell.now, wakeAt ?? shell.now);
  else {
    const id = `answer-${shell.log.length}`;
    shell.command({ id, kind: "answer", by: "test", stepKey: wait.stepKey, answer: anyValue });
  }
  return true;
}

test("a fork of any prefix comes to what a fresh run comes to, and makes again only what it must", () => {
  fc.assert(
    fc.property(forks, (story) => {
      const plan = randomPlan(seededRandom(story.seed), story.size);
      const facts = factsOf(plan);
      const random = seededRandom(story.order);
      const first = newShell(plan, story);
      first.start();
      while (step(first, story, random));
      const index = indexPlan(plan);
      const from = initialState(index);
      const seq = story.cut % (first.log.length + 1);
      fold(from, first.log.slice(0, seq));
      const keys = [...from.steps.keys()];
      const rerun = story.again % 3 === 0 && keys.length > 0 ? [keys[story.again % keys.length] ?? ""] : [];
      const request = { runId: "first", seq, rerun, outputs: [] };
      const command: RunCommand = {
        id: "start",
        kind: "start",
        by: "test",
        input: anyValue,
        planHash: plan.hash,
        entry: null,
        fork: request,
      };
      const forked = planFork(index, { from, oldPlan: facts, plan: facts, request }, { command, now: 0 });

      const second = newShell(plan, story);
      for (const event of forked.events) second.append(event);
      const resumed = stateFromJson(index, JSON.parse(JSON.stringify(stateToJson(second.state))));
      expect(resumed === null ? null : stateToJson(resumed)).toEqual(stateToJson(second.state));
      while (step(second, story, random));

      const expected = interpret(plan, story);
      const figures = runFigures(second.state);
      expect({ status: figures.status, output: figures.output?.id ?? null }).toEqual({
        status: expected.status,
        output: expected.output,
      });
      expect(checkLog(plan, second.log)).toEqual([]);
      for (const key of rerun) expect(second.state.steps.get(key)?.reused ?? null).toBe(null);
      // Nothing is made again of a run that succeeded, but items that had failed on the way, and what read the outcome of
      // a race: who loses may be another now.
      const isAll = plan.nodes.every((node) => node.join === "all");
      const isWhole = isAll && rerun.length === 0 && seq === first.log.length && expected.status === "succeeded";
      if (isWhole && !first.log.some((event) => event.type === "scope.finished" && event.error !== undefined)) {
        expect(second.log.filter((event) => event.type === "step.started").map((event) => event.stepKey)).toEqual([]);
      }
    }),
    { numRuns: 200 },
  );
});
