import { commandSchema } from "@orrery/engine";
import { type ConformanceWorld, conformance } from "@orrery/ports/conformance";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/index.ts";
import { openRunStore, type RunStore } from "./open-run-store.ts";

let database: TestDatabase;
let store: RunStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, parseCommand: (row) => commandSchema.parse(row) });
  await store.bus.ready;
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

async function newExecutor(): Promise<string> {
  const id = uuidv7();
  await store.executors.enter({ id, host: "test", pid: 1, version: "test", capacity: 1 });
  return id;
}

/** Tests share the database and never an id. */
const world: ConformanceWorld = {
  get log() {
    return store.log;
  },
  get leases() {
    return store.leases;
  },
  get commands() {
    return store.commands;
  },
  get values() {
    return store.values;
  },
  get queue() {
    return store.queue;
  },
  newId: uuidv7,
  newExecutor,
  createRun: async (plan) => {
    const runId = uuidv7();
    await store.pool.query(
      "INSERT INTO plan (workspace_id, hash, plan) VALUES ('default', $1, $2) ON CONFLICT DO NOTHING",
      [plan.hash, JSON.stringify(plan)],
    );
    await store.pool.query(
      `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by)
        VALUES ($1, 'default', 'conformance', $2, 'none', 'test')`,
      [runId, plan.hash],
    );
    return runId;
  },
  submit: async (runId, { id, kind, by, ...payload }) => {
    await store.pool.query(
      "INSERT INTO run_command (run_id, id, kind, payload, by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
      [runId, id, kind, JSON.stringify(payload), by],
    );
  },
  killExecutor: async (owner) => {
    await store.pool.query("UPDATE executor SET heartbeat_at = now() - interval '1 minute' WHERE id = $1", [owner]);
  },
  jobsOf: async (runId) => {
    const jobs = await store.pool.query<{ run_at: Date }>(
      "SELECT run_at FROM graphile_worker._private_jobs WHERE payload->>'runId' = $1 ORDER BY run_at",
      [runId],
    );
    return jobs.rows.map((job) => job.run_at.getTime());
  },
  dispose: async () => undefined,
};

describe("the adapters in Postgres", () => {
  conformance(async () => world, { test, expect });
});

async function claimedRun(owner: string) {
  const runId = await world.createRun({ ...emptyPlan });
  const run = await store.leases.claim(runId, owner);
  if (run === null) throw new Error("a fresh run could not be claimed");
  return run;
}

const bound = { max: 1, unboundedBy: [], perItem: {} };
const emptyPlan = {
  schema: "orrery.plan/v1",
  hash: "e".repeat(64),
  name: "Empty",
  nodes: [],
  edges: [],
  inputSchema: { type: "object" },
  budget: { maxSteps: 1, maxWallMs: 1 },
  capabilities: { hosts: [], models: [], secrets: [], tools: [], namespaces: [] },
  bounds: { steps: bound, modelCalls: bound, tokens: bound, usd: bound, wallMs: bound },
  singleOutput: true,
} as const;

describe("executors", () => {
  test("the silent one is buried: its runs get new epochs and jobs, and it learns of it", async () => {
    const [dead, alive] = [await newExecutor(), await newExecutor()];
    const run = await claimedRun(dead);
    expect(await store.executors.beat(dead, { active: 1, poolIds: ["pool-x"] })).toEqual({ isKnown: true });
    await world.killExecutor(dead);
    expect(await store.executors.bury()).toEqual([run.runId]);
    expect(await store.executors.beat(dead, { active: 1, poolIds: [] })).toEqual({ isKnown: false });
    expect(await store.executors.beat(alive, { active: 0, poolIds: [] })).toEqual({ isKnown: true });
    expect((await world.jobsOf(run.runId)).length).toBe(1);
    expect((await store.leases.claim(run.runId, alive))?.epoch).toBe(run.epoch + 2);
  });

  test("one that leaves gives back all that it holds", async () => {
    const [leaving, other] = [await newExecutor(), await newExecutor()];
    const run = await claimedRun(leaving);
    await store.executors.leave(leaving);
    expect((await world.jobsOf(run.runId)).length).toBe(1);
    expect((await store.leases.claim(run.runId, other))?.epoch).toBe(run.epoch + 2);
  });
});

describe("the bus", () => {
  test("an append wakes the watchers of its runs, many ids and long texts arrive whole", async () => {
    const run = await claimedRun(await newExecutor());
    const woken: string[] = [];
    const heard: string[] = [];
    const undo = [
      store.bus.subscribe("run", (id) => woken.push(id)),
      store.bus.subscribe("draft", (id) => heard.push(id)),
    ];
    await store.log.append([
      {
        runId: run.runId,
        epoch: run.epoch,
        lastSeq: 0,
        events: [{ type: "run.cancelled", at: 1 }],
        values: [],
        handled: new Map(),
        row: { status: "cancelled", waits: 0, outputValueId: null, errorCode: null, startedAt: 1, endedAt: 1 },
      },
    ]);
    await expect.poll(() => woken).toContain(run.runId);
    const many = Array.from({ length: 400 }, () => uuidv7());
    await store.bus.publish("draft", many);
    await expect.poll(() => heard).toEqual(many);
    const text = `${"wide ✨ and \u0000 ".repeat(2_000)}end`;
    let got = "";
    undo.push(
      store.bus.subscribeDelta(run.runId, (delta) => {
        expect(delta).toMatchObject({ stepKey: "a", attempt: 2, offset: 7 + got.length });
        got += delta.text;
      }),
    );
    await store.bus.publishDelta(run.runId, { stepKey: "a", attempt: 2, offset: 7, text });
    await expect.poll(() => got.length).toBe(text.length);
    expect(got).toBe(text);
    for (const end of undo) end();
  });

  test("comes back by itself after its connection was cut", async () => {
    const back = new Promise<void>((resolve) => {
      store.bus.onReconnect(resolve);
    });
    await store.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()",
    );
    await back;
    const heard: string[] = [];
    store.bus.subscribe("workspace", (id) => heard.push(id));
    await store.bus.publish("workspace", ["default"]);
    await expect.poll(() => heard).toEqual(["default"]);
  });
});
