import fc from "fast-check";
import { expect, test } from "vitest";
import { busyKey, type Work } from "./busy-key.ts";
import { fold } from "./fold/fold.ts";
import { indexPlan } from "./plan-index.ts";
import { nextWakeAt, runFigures } from "./select/run.ts";
import { waits } from "./select/step.ts";
import { initialState, type StepRecord } from "./state/run-state.ts";
import { stateFromJson, stateToJson } from "./state/state-json.ts";
import { formatStepKey, parseStepKey } from "./step-key.ts";
import type { Mood } from "./testing/behaviour.ts";
import { behaviourOf } from "./testing/behaviour.ts";
import { checkLog } from "./testing/check-log.ts";
import { interpret } from "./testing/naive-interpreter.ts";
import { randomPlan } from "./testing/random-plan.ts";
import { anyValue, ReferenceShell } from "./testing/reference-shell.ts";
import { below, type Random, seededRandom } from "./testing/seeded-random.ts";
import { storyScript } from "./testing/story-script.ts";

const MOODS = [0, 0.02, 0.1, 0.3] as const;

interface Story {
  readonly size: number;
  readonly seed: number;
  readonly order: number;
  readonly errors: number;
  readonly waits: number;
}

const stories = fc.record({
  size: fc.integer({ min: 1, max: 60 }),
  seed: fc.nat(),
  order: fc.nat(),
  errors: fc.constantFrom(...MOODS),
  waits: fc.constantFrom(0, 0.1, 0.5),
});

function begin(
  story: Story,
  deadlines: "far" | "near" = "near",
): { shell: ReferenceShell; mood: Mood; random: Random } {
  const plan = randomPlan(seededRandom(story.seed), story.size, deadlines);
  const shell: ReferenceShell = new ReferenceShell(
    plan,
    storyScript(plan, story, () => shell.now),
  );
  return { shell, mood: story, random: seededRandom(story.order) };
}

/** Takes one random step: ends some work, answers somebody, or lets time pass. False when nothing is left to do. */
function step(shell: ReferenceShell, mood: Mood, random: Random): boolean {
  if (shell.log.length > 50_000) throw new Error("The story does not come to an end.");
  shell.tick();
  const work = [...shell.work.keys()];
  const answerable = waits(shell.state).filter((wait) => {
    const node = shell.state.index.nodes.get(wait.nodeId)?.node;
    return wait.for === "person" && node !== undefined && behaviourOf(mood, wait.stepKey, node).wait === "person";
  });
  const wakeAt = shell.state.timers.nextAt;
  const timePasses = wakeAt !== null && wakeAt < shell.now + 900_000_000;
  const choices = work.length + answerable.length + (timePasses ? 1 : 0);
  if (choices === 0) return false;
  const choice = below(random, choices);
  const key = work[choice];
  const wait = answerable[choice - work.length];
  if (key !== undefined) shell.end(key, random());
  else if (wait !== undefined) {
    const id = `answer-${shell.log.length}`;
    shell.command({ id, kind: "answer", by: "test", stepKey: wait.stepKey, answer: anyValue });
  } else shell.now = Math.max(shell.now, wakeAt ?? shell.now);
  return true;
}

/** How many iterations of each container have work under way: never more than it has slots. */
function overfullContainers(shell: ReferenceShell): string[] {
  const iterations = new Map<string, Set<number>>();
  const note = (work: Work): void => {
    if (work.do !== "start" && work.do !== "resume" && work.do !== "open") return;
    const path = parseStepKey(work.stepKey)?.path ?? [];
    path.forEach(({ nodeId, index }, depth) => {
      const key = formatStepKey({ path: path.slice(0, depth), nodeId, sub: [] });
      iterations.set(key, (iterations.get(key) ?? new Set()).add(index));
    });
  };
  for (const work of shell.work.values()) note(work);
  return [...iterations].flatMap(([key, open]) => {
    const nodeId = parseStepKey(key)?.nodeId ?? "";
    const shape = shell.state.index.nodes.get(nodeId)?.node.container;
    const limit = shape?.kind === "each" ? shape.concurrency : 1;
    return open.size > limit ? [key] : [];
  });
}

test("every interleaving of a random plan comes to what the naive interpreter says", () => {
  fc.assert(
    fc.property(stories, (story) => {
      const { shell, mood, random } = begin(story, "far");
      shell.start();
      while (step(shell, mood, random)) expect(overfullContainers(shell)).toEqual([]);
      const expected = interpret(shell.state.index.plan, mood);
      const figures = runFigures(shell.state);
      expect({ status: figures.status, output: figures.output?.id ?? null }).toEqual({
        status: expected.status,
        output: expected.output,
      });
      for (const [key, { certain, mayLose, ...step }] of expected.steps) {
        const found = shell.state.steps.get(key);
        const actual = {
          status: found?.status ?? "idle",
          handle: handleOf(found, shell.state.index.nodes.get(found?.nodeId ?? "")?.node.handles ?? []),
          output: found?.output?.id ?? null,
        };
        const isLost = mayLose && (actual.status === "skipped" || actual.status === "cancelled");
        const cutOff = actual.status === "idle" || actual.status === "cancelled";
        // What is inside a step that lost stays as it was.
        if (isLost || (mayLose && cutOff)) continue;
        if (certain || !cutOff) expect({ key, ...actual }).toEqual({ key, ...step });
      }
      for (const key of shell.state.steps.keys()) expect(expected.steps.has(key)).toBe(true);
      expect(checkLog(shell.state.index.plan, shell.log)).toEqual([]);
    }),
    { numRuns: 250 },
  );
});

function handleOf(step: StepRecord | undefined, handles: readonly string[]): string | null {
  if (step?.status === "failed") return { branch: "error", continue: "out", fail: null }[step.handled ?? "fail"];
  if (step?.status === "skipped") return step.bypassed && handles.includes("out") ? "out" : null;
  return step?.handle ?? null;
}

test("a cancel at any moment ends the run, and nothing starts after it", () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 0, max: 80 }), (story, moment) => {
      const { shell, mood, random } = begin(story, "far");
      shell.start();
      for (let count = 0; count < moment && step(shell, mood, random); count += 1);
      const answer = shell.command({ id: "cancel", kind: "cancel", by: "test" });
      while (step(shell, mood, random));
      const expected = answer.type === "run.cancelling" ? "cancelled" : interpret(shell.state.index.plan, mood).status;
      expect({ status: runFigures(shell.state).status, work: [...shell.work.values()].map(busyKey) }).toEqual({
        status: expected,
        work: [],
      });
      expect(checkLog(shell.state.index.plan, shell.log)).toEqual([]);
      expect(nextWakeAt(shell.state)).toBe(null);
    }),
    { numRuns: 250 },
  );
});

test("the state is the fold of the log, also from a snapshot anywhere", () => {
  fc.assert(
    fc.property(stories, fc.nat(), (story, cut) => {
      const { shell, mood, random } = begin(story);
      shell.start();
      while (step(shell, mood, random));
      const index = indexPlan(shell.state.index.plan);
      const whole = initialState(index);
      fold(whole, shell.log);
      const first = initialState(index);
      const at = cut % (shell.log.length + 1);
      fold(first, shell.log.slice(0, at));
      const resumed = stateFromJson(index, JSON.parse(JSON.stringify(stateToJson(first))));
      if (resumed === null) throw new Error("The snapshot was refused.");
      fold(resumed, shell.log);
      expect(stateToJson(whole)).toEqual(stateToJson(shell.state));
      expect(stateToJson(resumed)).toEqual(stateToJson(shell.state));
      expect([...resumed.counts]).toEqual(
        expect.arrayContaining([...shell.state.counts].filter(([, count]) => Object.keys(count).length > 0)),
      );
    }),
    { numRuns: 120 },
  );
});
