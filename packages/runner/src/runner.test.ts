import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { StepFailure } from "@orrery/node-kit";
import { expect, test } from "vitest";
import { chainOf, createMemoryRunner } from "./testing/memory-runner.ts";

const plain = { type: "plain", run: () => ({ kind: "done", output: 1 }) as const };

test("a chain of pure steps takes one batch each, the first together with the start, and writes one event a step", async () => {
  const { runner, create, story } = createMemoryRunner({ runtimes: [plain] });
  const runId = await create(
    chainOf([
      { id: "a", type: "plain" },
      { id: "b", type: "plain" },
      { id: "c", type: "plain" },
    ]),
  );
  await runner.drive(runId);
  expect(story(runId)).toEqual([
    "run.started",
    "step.succeeded a",
    "step.succeeded b",
    "step.succeeded c",
    "run.succeeded",
  ]);
  // The start with the first step, two steps, and the end.
  expect(runner.figures.batches).toBe(4);
});

test("the start of a step with an effect is in the log before it begins, together with the success before it", async () => {
  const seen: (readonly string[])[] = [];
  const setup = createMemoryRunner({
    runtimes: [
      plain,
      {
        type: "effect",
        run: (ctx) => {
          seen.push(setup.story(ctx.runId));
          return { kind: "done", output: 2 };
        },
      },
    ],
  });
  const plan = chainOf([
    { id: "a", type: "plain" },
    { id: "b", type: "effect", effect: "once" },
  ]);
  const runId = await setup.create(plan);
  await setup.runner.drive(runId);
  expect(seen).toEqual([["run.started", "step.succeeded a", "step.started b"]]);
  expect(setup.runner.figures.batches).toBe(3);
});

test.each([
  ["throws", () => Promise.reject(new TypeError("x is not a function")), "NODE_CRASHED", /x is not a function$/],
  [
    "throws at once",
    () => {
      throw new Error("at once");
    },
    "NODE_CRASHED",
    /at once$/,
  ],
  [
    "throws a failure",
    () => {
      throw new StepFailure({ code: "MINE", message: "Mine.", class: "permanent" });
    },
    "MINE",
    /^Mine\.$/,
  ],
  ["gives no JSON", () => ({ kind: "done", output: 1n }), "OUTPUT_INVALID", /not JSON/],
  ["gives nothing", () => undefined, "NODE_CRASHED", /no answer/],
  ["gives too much", () => ({ kind: "done", output: "x".repeat(5_000_000) }), "VALUE_TOO_LARGE", /at most 4 MB/],
  [
    "has an unsound code",
    () => ({ kind: "failed", error: { code: "no good", message: "Hm.", class: "permanent" } }),
    "NODE_ERROR",
    /^Hm\.$/,
  ],
])("a runtime that %s fails its step with a code and without a stack", async (_name, run, code, words) => {
  // What a badly written runtime might do is beyond what its type allows.
  const hostile: { type: string; run: never } = { type: "hostile", run: run as never };
  const { runner, create, events, readValue } = createMemoryRunner({ runtimes: [hostile] });
  const runId = await create(chainOf([{ id: "a", type: "hostile" }]));
  await runner.drive(runId);
  const failed = events(runId).find((event) => event.type === "step.failed");
  if (failed?.type !== "step.failed") throw new Error("the step did not fail");
  expect(failed.error.code).toBe(code);
  const said = await readValue(runId, failed.error.value?.id ?? "");
  expect(said).toEqual({ message: expect.stringMatching(words) });
  expect(JSON.stringify(said)).not.toMatch(/\.ts:|\\n/);
});

test("a type that nobody knows fails its step", async () => {
  const { runner, create, story } = createMemoryRunner({ runtimes: [] });
  const runId = await create(chainOf([{ id: "a", type: "strange" }]));
  await runner.drive(runId);
  expect(story(runId)).toEqual(["run.started", "step.failed a NODE_UNKNOWN", "run.failed a NODE_UNKNOWN"]);
});

test("a run whose rows are refused fails by itself; its neighbours do not notice", async () => {
  const { runner, create, story, faults } = createMemoryRunner({
    runtimes: [plain, { type: "poison", run: () => ({ kind: "done", output: "poison" }) }],
    append: async (batch, append) => {
      const sound = batch.filter((request) => !request.values.some((value) => value.json === '"poison"'));
      const outcomes = new Map((await append(sound)).map((outcome, i) => [sound[i], outcome]));
      return batch.map((request) => outcomes.get(request) ?? { kind: "rejected", message: "refused" });
    },
  });
  const good = await create(
    chainOf([
      { id: "a", type: "plain" },
      { id: "b", type: "plain" },
    ]),
  );
  const bad = await create(
    chainOf([
      { id: "a", type: "plain" },
      { id: "b", type: "poison" },
    ]),
  );
  await Promise.all([runner.drive(good), runner.drive(bad)]);
  expect(story(good).at(-1)).toBe("run.succeeded");
  expect(story(bad)).toEqual(["run.started", "step.succeeded a", "run.failed NOT_RECORDED"]);
  expect(faults).toEqual(["refused"]);
});

test("an effect waits while the lease may be lost, and begins when it is renewed", async () => {
  let mayBegin = false;
  let begun = 0;
  const { runner, create, story } = createMemoryRunner({
    mayBegin: () => mayBegin,
    runtimes: [{ type: "effect", run: () => ({ kind: "done", output: ++begun }) }],
  });
  const runId = await create(chainOf([{ id: "a", type: "effect", effect: "once" }]));
  const driven = runner.drive(runId);
  await expect.poll(() => story(runId)).toEqual(["run.started", "step.started a"]);
  expect(begun).toBe(0);
  mayBegin = true;
  runner.wakeAll();
  await driven;
  expect(begun).toBe(1);
  expect(story(runId).at(-1)).toBe("run.succeeded");
});

test("after a takeover the former owner's outcome is nowhere, and a step that may not be repeated is uncertain", async () => {
  const finish = Promise.withResolvers<void>();
  const runtimes = [
    {
      type: "effect",
      run: async () => {
        await finish.promise;
        return { kind: "done", output: 1 } as const;
      },
    },
  ];
  const first = createMemoryRunner({ runtimes });
  const runId = await first.create(chainOf([{ id: "a", type: "effect", effect: "once" }]));
  const driven = first.runner.drive(runId);
  await expect.poll(() => first.story(runId)).toEqual(["run.started", "step.started a"]);
  first.world.tables.alive.clear();
  const second = createMemoryRunner({ runtimes, world: first.world });
  await second.runner.drive(runId);
  finish.resolve();
  await driven;
  expect(second.story(runId)).toEqual([
    "run.started",
    "step.started a",
    "step.uncertain a",
    "step.failed a UNCERTAIN",
    "run.failed a UNCERTAIN",
  ]);
});

test("stopping lets what is under way end, begins nothing more, and the run goes on elsewhere", async () => {
  const finish = Promise.withResolvers<void>();
  const runtimes = [
    plain,
    {
      type: "slow",
      run: async () => {
        await finish.promise;
        return { kind: "done", output: 1 } as const;
      },
    },
  ];
  const first = createMemoryRunner({ runtimes });
  const runId = await first.create(
    chainOf([
      { id: "a", type: "slow", effect: "once" },
      { id: "b", type: "plain" },
    ]),
  );
  const driven = first.runner.drive(runId);
  await expect.poll(() => first.story(runId)).toEqual(["run.started", "step.started a"]);
  const stopped = first.runner.stop(5_000);
  finish.resolve();
  await Promise.all([driven, stopped]);
  expect(first.story(runId)).toEqual(["run.started", "step.started a", "step.succeeded a"]);
  first.world.tables.alive.clear();
  const second = createMemoryRunner({ runtimes, world: first.world });
  await second.runner.drive(runId);
  expect(second.story(runId)).toEqual([
    "run.started",
    "step.started a",
    "step.succeeded a",
    "step.succeeded b",
    "run.succeeded",
  ]);
});

test("a command that comes while the run is ending is answered all the same", async () => {
  const setup = createMemoryRunner({
    runtimes: [plain],
    append: async (batch, append) => {
      const outcomes = await append(batch);
      for (const { runId, row } of batch) {
        if (row.endedAt === null || setup.events(runId).some((event) => event.type === "command.refused")) continue;
        await setup.world.submit(runId, { id: "late", kind: "cancel", by: "Ada" });
        void setup.runner.drive(runId);
      }
      return outcomes;
    },
  });
  const runId = await setup.create(chainOf([{ id: "a", type: "plain" }]));
  await setup.runner.drive(runId);
  await expect
    .poll(() => setup.story(runId))
    .toEqual(["run.started", "step.succeeded a", "run.succeeded", "command.refused"]);
});

test("a run whose steps compute for long lets other runs go on between them", async () => {
  const burn = {
    type: "burn",
    run: () => {
      for (const until = performance.now() + 40; performance.now() < until; );
      return { kind: "done", output: 1 } as const;
    },
  };
  const { runner, create, events } = createMemoryRunner({ runtimes: [plain, burn] });
  const names = Array.from({ length: 20 }, (_, i) => `b${i}`);
  const plan = chainOf([{ id: "first", type: "plain" }, ...names.map((id) => ({ id, type: "burn" }))]);
  const hostile = await create({
    ...plan,
    edges: names.map((target) => ({ source: "first", sourceHandle: "out", target })),
  });
  const quick = await create(chainOf(["a", "b", "c"].map((id) => ({ id, type: "plain" }))));
  const whole = runner.drive(hostile);
  await runner.drive(quick);
  const stepsBefore = events(hostile).filter(({ type }) => type === "step.succeeded").length;
  expect([events(quick).at(-1)?.type, stepsBefore < names.length]).toEqual(["run.succeeded", true]);
  await whole;
  expect(events(hostile).filter(({ type }) => type === "step.succeeded")).toHaveLength(names.length + 1);
});

test("a run that began ahead of its job is claimed once, and its job stays until it ends", async () => {
  const gate = Promise.withResolvers<void>();
  const { runner, create, story, world, faults } = createMemoryRunner({
    runtimes: [{ type: "slow", run: () => gate.promise.then(() => ({ kind: "done", output: 1 }) as const) }],
  });
  const runId = await create(chainOf([{ id: "a", type: "slow" }]));
  runner.driveAhead(runId);
  runner.driveAhead(runId);
  let isJobDone = false;
  const job = runner.drive(runId).then(() => {
    isJobDone = true;
  });
  // A second job stands for a command: it only makes the run look into its inbox.
  await runner.drive(runId);
  await expect.poll(() => story(runId)).toEqual(["run.started", "step.started a"]);
  expect(isJobDone).toBe(false);
  gate.resolve();
  await job;
  expect(story(runId)).toEqual(["run.started", "step.started a", "step.succeeded a", "run.succeeded"]);
  expect(world.tables.runs.get(runId)?.epoch).toBe(1);
  expect(faults).toEqual([]);
});

/** A run of which one step of two has ended, on a store whose executor is gone. */
async function halfDone() {
  const finish = Promise.withResolvers<{ kind: "done"; output: 1 }>();
  const first = createMemoryRunner({ runtimes: [plain, { type: "slow", run: () => finish.promise }] });
  const runId = await first.create(
    chainOf([
      { id: "a", type: "slow", effect: "once" },
      { id: "b", type: "plain" },
    ]),
  );
  const driven = first.runner.drive(runId);
  await expect.poll(() => first.story(runId)).toEqual(["run.started", "step.started a"]);
  const stopped = first.runner.stop(5_000);
  finish.resolve({ kind: "done", output: 1 });
  await Promise.all([driven, stopped]);
  first.world.tables.alive.clear();
  return { runId, world: first.world };
}

test("a step whose values cannot be read while the database is away waits for it, and does not fail", async () => {
  const { runId, world } = await halfDone();
  let isAwayFor = 3;
  const { runner, story, faults } = createMemoryRunner({
    world,
    runtimes: [plain],
    beforeRead: async () => {
      isAwayFor -= 1;
      if (isAwayFor >= 0) throw new Error("the database is away");
    },
  });
  await runner.drive(runId);
  expect(story(runId).slice(2)).toEqual(["step.succeeded a", "step.started b", "step.succeeded b", "run.succeeded"]);
  expect(faults).toEqual(["A value could not be read: Error: the database is away"]);
});

test("an executor that stops while the database is away leaves the step to the next one", async () => {
  const { runId, world } = await halfDone();
  const asked = Promise.withResolvers<void>();
  const { runner, story } = createMemoryRunner({
    world,
    runtimes: [plain],
    beforeRead: async () => {
      asked.resolve();
      throw new Error("the database is away");
    },
  });
  const driven = runner.drive(runId);
  await asked.promise;
  await Promise.all([driven, runner.stop(300)]);
  expect(story(runId).filter((line) => line.includes("failed"))).toEqual([]);
});

test("a job for a run that is passed on is not swallowed by the drive that has lost it and does not know yet", async () => {
  const finish = Promise.withResolvers<{ kind: "done"; output: 1 }>();
  const { runner, create, story, world } = createMemoryRunner({
    runtimes: [plain, { type: "slow", run: () => finish.promise }],
  });
  const runId = await create(
    chainOf([
      { id: "a", type: "slow", effect: "repeatable" },
      { id: "b", type: "plain" },
    ]),
  );
  const driven = runner.drive(runId);
  await expect.poll(() => story(runId)).toEqual(["run.started", "step.started a"]);
  const run = world.tables.runs.get(runId);
  if (run === undefined) throw new Error("no run");
  run.epoch += 1;
  run.owner = null;
  await runner.drive(runId);
  finish.resolve({ kind: "done", output: 1 });
  await driven;
  expect(story(runId).at(-1)).toBe("run.succeeded");
});

test("a run that is let go on in the very moment in which it is given back is driven on", async () => {
  let times = 0;
  const setup = createMemoryRunner({
    runtimes: [{ type: "slow", run: () => sleep(60).then(() => ({ kind: "done", output: 1 }) as const) }],
    beforeRelease: async (runId) => {
      times += 1;
      if (times > 1) return;
      await setup.world.submit(runId, { id: "go-on", kind: "resume", by: "Ada", mode: "run" });
      void setup.runner.drive(runId);
      // Long enough for a command to be taken and its step to begin, were it not for the giving back.
      await sleep(30);
    },
  });
  const runId = await setup.create(chainOf([{ id: "a", type: "slow", effect: "repeatable" }]));
  await setup.world.submit(runId, { id: "halt", kind: "pause", by: "Ada" });
  await setup.runner.drive(runId);
  await expect
    .poll(() => setup.story(runId))
    .toEqual(["run.started", "run.paused", "run.resumed", "step.started a", "step.succeeded a", "run.succeeded"]);
});

/** A step that waits for a person; a job for its run comes while it is under way, and joins its drive. */
function waitingRunner(
  options: Pick<Parameters<typeof createMemoryRunner>[0], "beforeRelease" | "failSnapshots"> = {},
) {
  let runId = "";
  const setup = createMemoryRunner({
    ...options,
    runtimes: [
      {
        type: "ask",
        run: () => {
          void setup.runner.drive(runId);
          return { kind: "wait", wait: { for: "person", show: {} } } as const;
        },
      },
    ],
  });
  const drive = async (): Promise<string> => {
    runId = await setup.create(chainOf([{ id: "a", type: "ask", effect: "repeatable" }]));
    await setup.runner.drive(runId);
    return runId;
  };
  return { ...setup, drive };
}

test("a run that was passed on while it was being given back is claimed again, by the job that joined before", async () => {
  let times = 0;
  const { drive, world, story } = waitingRunner({
    beforeRelease: async (runId) => {
      times += 1;
      const run = world.tables.runs.get(runId);
      if (times > 1 || run === undefined) return;
      run.epoch += 1;
      run.owner = null;
    },
  });
  const runId = await drive();
  const { epoch, owner } = world.tables.runs.get(runId) ?? {};
  expect({ times, epoch, owner, story: story(runId) }).toEqual({
    times: 2,
    epoch: 3,
    owner: null,
    story: ["run.started", "step.started a", "step.waiting a"],
  });
});

test("a snapshot that cannot be kept fails no run: it is read from its log", async () => {
  const { drive, story, faults, world } = waitingRunner({ failSnapshots: true });
  const runId = await drive();
  expect(story(runId)).toEqual(["run.started", "step.started a", "step.waiting a"]);
  expect(world.tables.runs.get(runId)?.owner).toBe(null);
  expect(faults).toEqual(["A snapshot could not be saved: Error: Connection terminated unexpectedly"]);
});

test("work that does not listen to a cancel is waited for, until somebody asks again", async () => {
  const told = Promise.withResolvers<void>();
  const { runner, create, story, world } = createMemoryRunner({
    runtimes: [
      {
        type: "deaf",
        run: (ctx) => {
          ctx.signal.addEventListener("abort", () => told.resolve(), { once: true });
          return new Promise(() => undefined);
        },
      },
    ],
  });
  const runId = await create(chainOf([{ id: "a", type: "deaf", effect: "once" }]));
  const driven = runner.drive(runId);
  await expect.poll(() => story(runId)).toEqual(["run.started", "step.started a"]);
  await world.submit(runId, { id: randomUUID(), kind: "cancel", by: "Ada" });
  await told.promise;
  expect(story(runId)).toEqual(["run.started", "step.started a", "run.cancelling"]);
  await world.submit(runId, { id: randomUUID(), kind: "cancel", by: "Ada" });
  await driven;
  expect(story(runId).slice(2)).toEqual(["run.cancelling", "run.cancelling", "step.cancelled a", "run.cancelled"]);
});

test("work that listens to a cancel ends at once, and what it gives counts for nothing", async () => {
  const { runner, create, story, world } = createMemoryRunner({
    runtimes: [
      {
        type: "listens",
        run: (ctx) =>
          new Promise((resolve) => {
            ctx.signal.addEventListener("abort", () => resolve({ kind: "done", output: 1 }), { once: true });
          }),
      },
    ],
  });
  const runId = await create(chainOf([{ id: "a", type: "listens", effect: "repeatable" }]));
  const driven = runner.drive(runId);
  await expect.poll(() => story(runId)).toEqual(["run.started", "step.started a"]);
  await world.submit(runId, { id: randomUUID(), kind: "cancel", by: "Ada" });
  await driven;
  expect(story(runId).slice(2)).toEqual(["run.cancelling", "step.cancelled a", "run.cancelled"]);
});
