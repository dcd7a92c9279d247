import { commandSchema } from "@orrery/engine";
import { type ConformanceWorld, conformance } from "@orrery/ports/conformance";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { submitCommand } from "../submit-runs.ts";
import { type TestDatabase, testDatabase } from "../testing/index.ts";
import { createExecutors, type PostgresExecutors } from "./executors.ts";
import { createLeases } from "./leases.ts";
import { openRunStore, type RunStore } from "./open-run-store.ts";
import { presenceKey } from "./presence.ts";
import type { SqlRunner } from "./sql-runner.ts";

const parseCommand = (row: unknown) => commandSchema.parse(row);
let database: TestDatabase;
let store: RunStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, parseCommand });
  await store.bus.ready;
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

async function newExecutor(): Promise<string> {
  const id = uuidv7();
  await store.executors.enter({ id, host: "test", pid: 1, version: "test", capacity: 1 });
  // It beats no more, and must not be taken for dead while the machine stands still.
  await store.pool.query("UPDATE executor SET heartbeat_at = now() + interval '1 hour' WHERE id = $1", [id]);
  return id;
}

/** A machine may stand still for a while: what is to come is waited for. */
const patient = { timeout: 30_000, interval: 20 };

/** Tests share the database and never an id. */
const world: ConformanceWorld = {
  get log() {
    return store.log;
  },
  // The store's own knows nobody for dead before it has had the database for four seconds.
  get leases() {
    return createLeases(store.sql, parseCommand);
  },
  get commands() {
    return store.commands;
  },
  get values() {
    return store.values;
  },
  get cache() {
    return store.cache;
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
  const opened: PostgresExecutors[] = [];
  const clear = async (): Promise<void> => {
    await Promise.all(opened.splice(0).map((registry) => registry.close()));
    await store.pool.query("UPDATE run SET owner = NULL");
    await store.pool.query("UPDATE executor SET ended_at = now() WHERE ended_at IS NULL");
  };
  beforeEach(clear);
  afterEach(clear);

  /** The registry as one process has it. */
  function registry(contactMs = 0): PostgresExecutors {
    const made = createExecutors(store.sql, { databaseUrl: database.url, contactMs });
    opened.push(made);
    return made;
  }

  /** One moment of the database: its `now()` stands still, so that no pause of the machine makes anybody more silent. */
  const inOneMoment = (work: (moment: { bury: PostgresExecutors["bury"]; silence: typeof silence }) => Promise<void>) =>
    store.sql.transaction(async (client) => {
      const frozen = { query: client.query, transaction: <T>(inner: (c: SqlRunner) => Promise<T>) => inner(client) };
      const { beat, bury, close } = createExecutors(frozen, { databaseUrl: database.url, contactMs: 0 });
      await beat(uuidv7(), { active: 0, poolIds: [] });
      await work({
        // A pause of this process takes the steadiness away for one look.
        bury: async (onlooker) => [...(await bury(onlooker)), ...(await bury(onlooker))],
        silence: (id, span) => silence(id, span, client),
      });
      await close();
    });

  /** Enters from a process of its own; resolves when it holds its lock. */
  async function enterAs(entry: { readonly host: string; readonly pid: number }) {
    const id = uuidv7();
    const own = registry();
    await own.enter({ id, ...entry, version: "test", capacity: 1 });
    const holds = async () =>
      (await store.pool.query(`SELECT pg_try_advisory_xact_lock(${presenceKey("$1")}) AS is_free`, [id])).rows[0]
        .is_free;
    await expect.poll(holds, patient).toBe(false);
    return { id, die: () => own.close(), silentFor: (span: string) => silence(id, span) };
  }

  const silence = (id: string, span: string, sql: SqlRunner = store.sql) =>
    sql.query({
      text: "UPDATE executor SET heartbeat_at = now() - $2::interval WHERE id = $1",
      values: [id, span],
    });

  const elsewhere = { id: crypto.randomUUID(), host: "elsewhere", isProcessThere: () => true };

  test("the silent one is buried: its runs get new epochs and jobs, and it learns of it", async () => {
    const { beat, bury } = registry();
    const [dead, alive] = [await newExecutor(), await newExecutor()];
    const run = await claimedRun(dead);
    expect(await beat(dead, { active: 1, poolIds: ["pool-x"] })).toEqual({ isKnown: true });
    await world.killExecutor(dead);
    await expect.poll(() => bury(elsewhere), patient).toEqual([run.runId]);
    expect(await beat(dead, { active: 1, poolIds: [] })).toEqual({ isKnown: false });
    expect(await beat(alive, { active: 0, poolIds: [] })).toEqual({ isKnown: true });
    expect((await world.jobsOf(run.runId)).length).toBe(1);
    expect((await store.leases.claim(run.runId, alive))?.epoch).toBe(run.epoch + 2);
  });

  /** The run's jobs with their ids, and by whom they are held. */
  const heldJobs = async (runId: string) => {
    const found = await store.pool.query<{ id: string; locked_by: string | null }>(
      "SELECT id, locked_by FROM graphile_worker._private_jobs WHERE payload->>'runId' = $1",
      [runId],
    );
    return found.rows;
  };

  test.each([
    ["told of", ["pool-held"]],
    ["had not told of yet", []],
  ])("a job is freed from a pool that the dead one %s, under an id that it does not know", async (_, poolIds) => {
    const { beat, bury } = registry();
    const [dead, alive] = [await newExecutor(), await newExecutor()];
    await beat(alive, { active: 0, poolIds: ["pool-alive"] });
    await beat(dead, { active: 0, poolIds });
    const [waiting, kept] = [uuidv7(), uuidv7()];
    await store.queue.drive([{ runId: waiting }, { runId: kept }]);
    const hold = (runId: string, pool: string) =>
      store.pool.query(
        "UPDATE graphile_worker._private_jobs SET locked_by = $2, locked_at = now() WHERE payload->>'runId' = $1",
        [runId, pool],
      );
    await hold(waiting, "pool-held");
    await hold(kept, "pool-alive");
    const before = { waiting: await heldJobs(waiting), kept: await heldJobs(kept) };
    await world.killExecutor(dead);
    const freed = async () => {
      await bury(elsewhere);
      return (await heldJobs(waiting)).map((job) => job.locked_by);
    };
    await expect.poll(freed, patient).toEqual([null]);
    // The dead one was only asleep: it finds the run with somebody else, and ends the job as it knew it.
    await store.pool.query("DELETE FROM graphile_worker._private_jobs WHERE id = $1", [before.waiting[0]?.id]);
    expect((await heldJobs(waiting)).length).toBe(1);
    expect(await heldJobs(kept)).toEqual(before.kept);
  });

  test("after the database was away nobody takes a run for the silence of its owner", async () => {
    const [silent, next] = [await newExecutor(), await newExecutor()];
    const run = await claimedRun(silent);
    await world.killExecutor(silent);
    const claim = (isSteady: boolean) =>
      createLeases(store.sql, parseCommand, { isSteady: () => isSteady }).claim(run.runId, next);
    expect([await claim(false), (await claim(true))?.epoch]).toEqual([null, run.epoch + 1]);
  });

  test("a command whose job the dead one had ended, and which nobody answered, is asked for again", async () => {
    const { beat, bury } = registry();
    const dead = await newExecutor();
    const run = await claimedRun(dead);
    await beat(dead, { active: 1, poolIds: [] });
    await store.pool.query("UPDATE run SET owner = NULL, status = 'cancelled', ended_at = now() WHERE id = $1", [
      run.runId,
    ]);
    const command = { runId: run.runId, workspaceId: "default", id: uuidv7(), by: "test", value: null };
    await submitCommand(store.pool, { ...command, kind: "cancel", payload: "{}" });
    await store.pool.query("SELECT graphile_worker.remove_job('drive:' || $1::text)", [run.runId]);
    expect(await world.jobsOf(run.runId)).toEqual([]);
    await world.killExecutor(dead);
    const jobs = async () => {
      await bury(elsewhere);
      return (await world.jobsOf(run.runId)).length;
    };
    await expect.poll(jobs, patient).toBe(1);
  });

  test("one that hangs keeps its lock and is given eight seconds; one whose connection is gone, three", async () => {
    const { beat } = registry();
    const hung = await enterAs({ host: "here", pid: 1 });
    await beat(hung.id, { active: 0, poolIds: [] });
    const run = await claimedRun(hung.id);
    await inOneMoment(async ({ bury, silence }) => {
      await silence(hung.id, "7 seconds");
      expect(await bury(elsewhere)).toEqual([]);
    });
    await hung.die();
    await inOneMoment(async ({ bury, silence }) => {
      await silence(hung.id, "2 seconds");
      expect(await bury(elsewhere)).toEqual([]);
      await silence(hung.id, "4 seconds");
      await expect.poll(() => bury(elsewhere), patient).toEqual([run.runId]);
    });
  });

  test("one whose process is gone from the onlooker's own machine is buried at once, but never while it holds its lock", async () => {
    const { bury } = registry(3_600_000);
    const gone = { id: crypto.randomUUID(), host: "here", isProcessThere: (pid: number) => pid !== 4242 };
    const [killed, other] = [await enterAs({ host: "here", pid: 4242 }), await enterAs({ host: "there", pid: 4242 })];
    const run = await claimedRun(killed.id);
    for (const one of [killed, other]) await one.silentFor("2 seconds");
    expect(await bury(gone)).toEqual([]);
    for (const one of [killed, other]) await one.die();
    expect(await bury({ ...gone, isProcessThere: () => true })).toEqual([]);
    expect(await bury({ ...gone, id: killed.id })).toEqual([]);
    await expect.poll(() => bury(gone), patient).toEqual([run.runId]);
    const living = await store.pool.query("SELECT id FROM executor WHERE ended_at IS NULL AND id = ANY($1)", [
      [killed.id, other.id],
    ]);
    expect(living.rows).toEqual([{ id: other.id }]);
  });

  test("nobody buries itself, however long its own heartbeat is silent and its lock free", async () => {
    const { beat, bury } = registry();
    const [self, other] = [await newExecutor(), await newExecutor()];
    const run = await claimedRun(self);
    await beat(self, { active: 1, poolIds: [] });
    await silence(self, "10 seconds");
    const living = async () => {
      const found = await store.pool.query("SELECT id FROM executor WHERE ended_at IS NULL");
      return found.rows.map((row) => row.id);
    };
    await expect
      .poll(async () => {
        await silence(other, "10 seconds");
        return [await bury({ ...elsewhere, id: self }), await living()];
      }, patient)
      .toEqual([[], [self]]);
    await expect.poll(() => bury(elsewhere), patient).toEqual([run.runId]);
    expect(await living()).toEqual([]);
  });

  test("one that was asleep itself, perhaps with everybody else, judges nobody at once", async () => {
    const { beat, bury, isSteady } = registry(1_000);
    const [self, silent] = [await newExecutor(), await newExecutor()];
    const run = await claimedRun(silent);
    await world.killExecutor(silent);
    const onlooker = { ...elsewhere, id: self };
    const now = vi.spyOn(performance, "now");
    try {
      const seen: unknown[] = [];
      for (const ms of [0, 1_000, 2_000, 11_000, 11_500, 12_000]) {
        now.mockReturnValue(ms);
        const before = isSteady();
        await beat(self, { active: 0, poolIds: [] });
        seen.push([ms, before, isSteady()]);
      }
      expect(seen).toEqual([
        [0, false, false],
        [1_000, true, true],
        [2_000, true, true],
        [11_000, false, false],
        [11_500, false, false],
        [12_000, true, true],
      ]);
      now.mockReturnValue(21_000);
      expect(await bury(onlooker)).toEqual([]);
      now.mockReturnValue(22_000);
      expect(await bury(onlooker)).toEqual([run.runId]);
    } finally {
      now.mockRestore();
    }
  });

  test("whoever has just got the database back judges nobody", async () => {
    const { bury } = registry(500);
    const silent = await newExecutor();
    await world.killExecutor(silent);
    expect(await bury(elsewhere)).toEqual([]);
    const isEnded = async () => {
      await bury(elsewhere);
      const found = await store.pool.query("SELECT ended_at IS NOT NULL AS is_ended FROM executor WHERE id = $1", [
        silent,
      ]);
      return found.rows[0].is_ended;
    };
    await expect.poll(isEnded, patient).toBe(true);
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
    await expect.poll(() => woken, patient).toContain(run.runId);
    const many = Array.from({ length: 400 }, () => uuidv7());
    await store.bus.publish("draft", many);
    await expect.poll(() => heard, patient).toEqual(many);
    const text = `${"wide ✨ and \u0000 ".repeat(2_000)}end`;
    let got = "";
    undo.push(
      store.bus.subscribeDelta(run.runId, (delta) => {
        expect(delta).toMatchObject({ stepKey: "a", attempt: 2, offset: 7 + got.length });
        got += delta.text;
      }),
    );
    await store.bus.publishDelta(run.runId, { stepKey: "a", attempt: 2, offset: 7, text });
    await expect.poll(() => got.length, patient).toBe(text.length);
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
    await expect.poll(() => heard, patient).toEqual(["default"]);
  });
});
