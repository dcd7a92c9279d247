import { randomUUID } from "node:crypto";
import { fold, initialState, type RunState, subStepsOf } from "@orrery/engine";
import { type NodeRuntime, StepFailure, type SubEnd, type SubWork } from "@orrery/node-kit";
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

/** Runs one step whose runtime is `run`, with `mail` as its tool, to its end. */
async function once(run: NodeRuntime["run"], plan: Plan = agentPlan(), ledger: string[] = []) {
  const [, send] = agentLike(ledger);
  const setup = createMemoryRunner({
    runtimes: [{ type: "agent", run }, ...(send === undefined ? [] : [send])],
    catalog: agentCatalog,
  });
  const runId = await setup.create(plan);
  await setup.runner.drive(runId);
  return { setup, runId, output: await outputOf(setup, runId), story: setup.story(runId) };
}

const refusals = async (asks: readonly (() => Promise<unknown>)[]): Promise<SubEnd> => {
  const codes: string[] = [];
  for (const ask of asks) {
    await ask().then(
      () => codes.push("none"),
      (error) => codes.push(error instanceof StepFailure ? error.error.code : String(error)),
    );
  }
  return { kind: "done", output: codes };
};

const nothing: SubWork = { effect: "pure", input: null, run: async () => ({ kind: "done", output: null }) };

test("what a step with sub-steps may not do is refused, and its sub-steps ask for none", async () => {
  const { output } = await once(async (ctx) => {
    const { subSteps } = ctx;
    return refusals([
      () => ctx.generate({ model: "default", prompt: "", signal: ctx.signal }),
      () => ctx.fetch({ url: "https://example.org", method: "GET", maxBytes: 1, signal: ctx.signal }),
      () => subSteps.perform("Not a name", nothing),
      () => subSteps.perform("turn.1", nothing),
      () => subSteps.perform("turn.1", nothing),
      () => subSteps.call("call.1", { nodeId: "agent", args: {} }),
      async () => {
        const inner = await subSteps.perform("turn.2", {
          ...nothing,
          run: async (sub) => refusals([() => sub.subSteps.perform("x", nothing)]),
        });
        if (inner.kind === "done") expect(inner.output).toEqual(["NOT_GRANTED"]);
      },
    ]);
  });
  expect(output).toEqual([
    "NOT_GRANTED",
    "NOT_GRANTED",
    "SUB_STEP_NAME",
    "none",
    "SUB_STEP_TWICE",
    "TOOL_NOT_GRANTED",
    "none",
  ]);
});

test("own work that fails or throws is retried by the step's policy, and its parent is told", async () => {
  const retry = { maxAttempts: 2, initialMs: 1, factor: 1, maxMs: 1, jitter: false };
  const policy = { retry, timeoutMs: null, onError: "fail", onUncertain: "fail" } as const;
  let tries = 0;
  const { output, story } = await once(
    async ({ subSteps }) => {
      const failing = await subSteps.perform("turn.1", {
        ...nothing,
        run: async () => {
          tries += 1;
          throw new StepFailure({ code: "BUSY", message: "Later.", class: "transient", details: { tries } });
        },
      });
      const thrown = await subSteps.perform("turn.2", { ...nothing, run: () => Promise.reject(new Error("oh")) });
      return { kind: "done", output: JSON.parse(JSON.stringify([failing, thrown])) };
    },
    agentPlan({ agent: { policy } }),
  );
  expect(output).toEqual([
    { kind: "failed", error: { code: "BUSY", message: "Later.", class: "transient", details: { tries: 2 } } },
    {
      kind: "failed",
      error: { code: "NODE_CRASHED", message: "The node stopped with an error: oh", class: "permanent" },
    },
  ]);
  expect(story.filter((line) => line.includes("turn.1"))).toEqual([
    "step.asked agent#turn.1",
    "step.retrying agent#turn.1 BUSY",
    "step.failed agent#turn.1 BUSY",
  ]);
});

/** What a call comes to whose caller has this much time, with a tool that ignores all limits from its nth attempt on. */
async function callWithin(leftMs: readonly number[], hangsFrom = 1) {
  const retry = { maxAttempts: 3, initialMs: 1, factor: 1, maxMs: 1, jitter: false };
  const policy = { retry, timeoutMs: 3_600_000, onError: "fail", onUncertain: "fail" } as const;
  const attempts: string[] = [];
  let asked = 0;
  const setup = createMemoryRunner({
    catalog: agentCatalog,
    runtimes: [
      {
        type: "agent",
        run: async ({ subSteps }) => {
          const call = {
            nodeId: "mail",
            args: { to: "Ada" },
            leftMs: () => {
              asked += 1;
              return leftMs[asked - 1] ?? 0;
            },
          };
          return { kind: "done", output: JSON.parse(JSON.stringify(await subSteps.call("call.1", call))) };
        },
      },
      {
        type: "send",
        run: ({ attempt, signal }) => {
          attempts.push(`${attempt} begun`);
          signal.addEventListener("abort", () => attempts.push(`${attempt} stopped`), { once: true });
          if (attempt >= hangsFrom) return new Promise(() => undefined);
          return { kind: "failed", error: { code: "BUSY", message: "Later.", class: "transient" } };
        },
      },
    ],
  });
  const runId = await setup.create(agentPlan({ mail: { policy } }));
  await setup.runner.drive(runId);
  return { attempts, output: await outputOf(setup, runId), story: setup.story(runId).slice(2, -2) };
}

const outOfTime = {
  kind: "failed",
  error: {
    code: "TOOL_OUT_OF_TIME",
    message: "mail was given up: the step that called it had no time left.",
    class: "limit",
  },
};

test("a tool call is given up, and made no more, when its caller has no time left", async () => {
  expect(await callWithin([20])).toEqual({
    attempts: ["1 begun", "1 stopped"],
    output: outOfTime,
    story: ["step.asked agent#call.1", "step.started agent#call.1", "step.failed agent#call.1 TOOL_OUT_OF_TIME"],
  });
});

test("each attempt of a tool has what is left then, and with nothing left it does not begin", async () => {
  expect(await callWithin([3_600_000, 20], 2)).toMatchObject({
    attempts: ["1 begun", "2 begun", "2 stopped"],
    output: outOfTime,
  });
  expect(await callWithin([3_600_000, 0], 2)).toMatchObject({ attempts: ["1 begun"], output: outOfTime });
});

test("what the step does not wait for is stopped and cancelled when it ends", async () => {
  const stopped = Promise.withResolvers<string>();
  const { story } = await once(async ({ subSteps }) => {
    const left = subSteps.perform("turn.1", {
      ...nothing,
      effect: "repeatable",
      run: (sub) =>
        new Promise(() => sub.signal.addEventListener("abort", () => stopped.resolve(sub.stepKey), { once: true })),
    });
    left.catch(() => undefined);
    await subSteps.call("call.1", { nodeId: "mail", args: { to: "Ada" } });
    return { kind: "done", output: null };
  });
  expect(await stopped.promise).toBe("agent#turn.1");
  expect(story.slice(-3)).toEqual(["step.cancelled agent#turn.1", "step.succeeded agent", "run.succeeded"]);
});

test("a step that is run again and asks for something else under a name fails, and says so", async () => {
  let runs = 0;
  const run: NodeRuntime["run"] = async ({ subSteps }) => {
    runs += 1;
    if (runs === 1) await subSteps.wait("part.1", { for: "person", show: { title: "?" } });
    else await subSteps.perform("part.1", nothing);
    return { kind: "done", output: null };
  };
  const { setup, runId } = await once(run);
  await answer(setup, runId, "agent#part.1");
  await setup.runner.drive(runId);
  expect(setup.story(runId).slice(-3)).toEqual([
    "step.resumed agent#part.1",
    "step.failed agent SUB_STEP_CHANGED",
    "run.failed agent SUB_STEP_CHANGED",
  ]);
});

test("a cancel stops the step and its sub-steps, and none is left", async () => {
  const began = Promise.withResolvers<void>();
  const ended: string[] = [];
  const [, send] = agentLike([]);
  const setup = createMemoryRunner({
    catalog: agentCatalog,
    runtimes: [
      ...(send === undefined ? [] : [send]),
      {
        type: "agent",
        run: async (ctx) => {
          ctx.signal.addEventListener("abort", () => ended.push("agent"));
          await ctx.subSteps.perform("turn.1", {
            ...nothing,
            effect: "once",
            run: (sub) =>
              new Promise((_, reject) => {
                sub.signal.addEventListener("abort", () => {
                  ended.push("turn.1");
                  reject(new Error("stopped"));
                });
                began.resolve();
              }),
          });
          return { kind: "done", output: null };
        },
      },
    ],
  });
  const runId = await setup.create(agentPlan());
  const driven = setup.runner.drive(runId);
  await began.promise;
  await setup.world.submit(runId, { id: randomUUID(), kind: "cancel", by: "Ada" });
  setup.runner.wakeAll();
  await driven;
  expect(ended.toSorted()).toEqual(["agent", "turn.1"]);
  expect(setup.story(runId).slice(-4)).toEqual([
    "run.cancelling",
    "step.cancelled agent#turn.1",
    "step.cancelled agent",
    "run.cancelled",
  ]);
});
