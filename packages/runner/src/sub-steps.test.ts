import { randomUUID } from "node:crypto";
import { fold, initialState, type RunState, subStepsOf } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import { expect, test } from "vitest";
import { preparePlan } from "./prepared-plan.ts";
import { agentCatalog, agentEffects, agentLike, agentOutput, agentPlan } from "./testing/agent-like.ts";
import { createMemoryRunner, type MemoryRunner } from "./testing/memory-runner.ts";

/** Answers what the agent asks; the run is driven again by whoever the test says. */
async function answer(setup: MemoryRunner, runId: string, stepKey = "agent#turn.2#ask.1"): Promise<void> {
  const json = JSON.stringify({ approved: true });
  setup.world.tables.runs
    .get(runId)
    ?.values.set("answer", { id: "answer", kind: "json", json, labels: { i: "T", c: [] } });
  const command = {
    id: randomUUID(),
    kind: "answer",
    by: "Ada",
    stepKey,
    answer: { id: "answer", bytes: json.length },
  };
  await setup.world.submit(runId, { ...command, kind: "answer" });
}

function stateOf(setup: MemoryRunner, runId: string, plan: Plan): RunState {
  const { index } = preparePlan(plan, agentCatalog, { get: () => undefined });
  const state = initialState(index);
  fold(state, setup.events(runId));
  return state;
}

async function outputOf(setup: MemoryRunner, runId: string): Promise<unknown> {
  const end = setup.events(runId).find((event) => event.type === "step.succeeded" && event.stepKey === "agent");
  return end?.type === "step.succeeded" ? setup.readValue(runId, end.output.id) : null;
}

test("each sub-step is in the log before it acts and before anything rests on it; the run leaves memory while a person is asked", async () => {
  const ledger: string[] = [];
  const setup = createMemoryRunner({ runtimes: agentLike(ledger), catalog: agentCatalog });
  const plan = agentPlan();
  const runId = await setup.create(plan);
  await setup.runner.drive(runId);
  expect(setup.runner.figures.active).toBe(0);
  expect(setup.story(runId)).toEqual([
    "run.started",
    "step.started agent",
    "step.asked agent#turn.1",
    "step.started agent#turn.1",
    "step.succeeded agent#turn.1",
    "step.asked agent#turn.1#call.1",
    "step.started agent#turn.1#call.1",
    "step.succeeded agent#turn.1#call.1",
    "step.asked agent#turn.2",
    "step.asked agent#turn.2.b",
    "step.started agent#turn.2",
    "step.started agent#turn.2.b",
    "step.succeeded agent#turn.2",
    "step.succeeded agent#turn.2.b",
    "step.asked agent#turn.2#ask.1",
    "step.waiting agent#turn.2#ask.1",
  ]);
  await answer(setup, runId);
  await setup.runner.drive(runId);
  expect(setup.story(runId).slice(16)).toEqual([
    "step.resumed agent#turn.2#ask.1",
    "step.asked agent#turn.3",
    "step.started agent#turn.3",
    "step.succeeded agent#turn.3",
    "step.succeeded agent",
    "run.succeeded",
  ]);
  expect(await outputOf(setup, runId)).toEqual(agentOutput);
  expect(ledger).toEqual(agentEffects);
  expect(
    subStepsOf(stateOf(setup, runId, plan), "agent").map(({ name, kind, nodeId, status, usage }) => [
      name,
      kind,
      nodeId,
      status,
      usage?.usd,
    ]),
  ).toEqual([
    ["turn.1", "own", "agent", "succeeded", 0.5],
    ["turn.1#call.1", "tool", "mail", "succeeded", undefined],
    ["turn.2", "own", "agent", "succeeded", 0.5],
    ["turn.2.b", "own", "agent", "succeeded", 0.5],
    ["turn.2#ask.1", "wait", "agent", "succeeded", undefined],
    ["turn.3", "own", "agent", "succeeded", 0.5],
  ]);
});

type Moment = "before" | "after";

/** Drives the run by one process after another: the first dies at its nth write, before or after that landed, the next goes on. */
async function driveThroughCrash(at: { readonly write: number; readonly moment: Moment }, plan: Plan) {
  const ledger: string[] = [];
  let writes = 0;
  let isDead = false;
  const dying = createMemoryRunner({
    runtimes: agentLike(ledger),
    catalog: agentCatalog,
    append: async (batch, append) => {
      writes += 1;
      if (isDead) return batch.map(() => ({ kind: "stale" }));
      if (writes < at.write) return append(batch);
      isDead = true;
      if (at.moment === "after") await append(batch);
      return batch.map(() => ({ kind: "stale" }));
    },
  });
  const runId = await dying.create(plan);
  await dying.runner.drive(runId);
  const hasDied = isDead;
  dying.world.tables.alive.clear();
  isDead = true;
  const heir = createMemoryRunner({ runtimes: agentLike(ledger), catalog: agentCatalog, world: dying.world });
  await heir.runner.drive(runId);
  await answer(heir, runId);
  await heir.runner.drive(runId);
  return { heir, runId, ledger, hasDied };
}

test.each(["before", "after"] as const)(
  "a process that dies %s any write loses no turn: what ended is not made again, and the answer is the same",
  async (moment) => {
    const plan = agentPlan();
    for (let write = 1; ; write += 1) {
      const { heir, runId, ledger, hasDied } = await driveThroughCrash({ write, moment }, plan);
      if (!hasDied) {
        expect(write).toBeGreaterThan(6);
        return;
      }
      const log = heir.events(runId);
      const isUncertain = log.some((event) => event.type === "step.uncertain");
      const outputs = agentOutput.map((one, i) => (i === 1 && isUncertain ? "UNCERTAIN" : one));
      expect({ write, output: await outputOf(heir, runId) }).toEqual({ write, output: outputs });
      // Once each. What was under way is made again under another attempt, whether it had taken place or not; the mail never.
      const lost = log.flatMap((event) => (event.type === "step.retrying" ? [event.stepKey] : []));
      const repeated = new Set(lost);
      const counts = agentEffects.map((entry) => {
        const key = entry.slice(0, -2);
        const times = ledger.filter((one) => one.startsWith(`${key} `)).length;
        const may = repeated.has(key) ? [1, 2] : isUncertain && key.includes("call") ? [0, 1] : [1];
        return may.includes(times) ? "right" : `${key} ${times} times`;
      });
      expect({ write, counts }).toEqual({ write, counts: agentEffects.map(() => "right") });
      expect(new Set(ledger).size).toBe(ledger.length);
      expect(lost).not.toContain("agent#turn.1#call.1");
      expect(heir.story(runId).filter((line) => line === "step.started agent")).toEqual(["step.started agent"]);
    }
  },
);
