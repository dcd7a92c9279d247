import { commandSchema, type EventBody } from "@orrery/engine";
import type { AppendRequest, NewValue } from "@orrery/ports";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/index.ts";
import { openRunStore, type RunStore } from "./open-run-store.ts";

let database: TestDatabase;
let store: RunStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, poolSize: 4, parseCommand: (row) => commandSchema.parse(row) });
  await store.bus.ready;
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

async function newRun(): Promise<string> {
  const runId = uuidv7();
  await store.pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by, epoch)
      VALUES ($1, 'default', 'steps', 'none', 'none', 'test', 1)`,
    [runId],
  );
  return runId;
}

const newValue = (json = "1"): NewValue => ({ id: uuidv7(), kind: "json", json, labels: { i: "U", c: [] } });

const success = (step: number, { id }: NewValue): EventBody => ({
  type: "step.succeeded",
  at: 1_000 + step,
  stepKey: `step_${step}`,
  attempt: 1,
  output: { id, bytes: 1 },
});

function stepOf(runId: string, lastSeq: number, values: readonly NewValue[]): AppendRequest {
  return {
    runId,
    epoch: 1,
    lastSeq,
    events: values.map((value, i) => success(lastSeq + 1 + i, value)),
    values,
    handled: new Map(),
    row: { status: "running", waits: 0, outputValueId: null, errorCode: null, startedAt: 5_000, endedAt: null },
  };
}

async function rowsOf(runId: string) {
  const run = await store.pool.query(
    "SELECT last_seq, status, waits, error_code, extract(epoch from started_at)::int AS started, ended_at FROM run WHERE id = $1",
    [runId],
  );
  const events = await store.pool.query(
    "SELECT seq, epoch, type, step_key, attempt, body FROM run_event WHERE run_id = $1 ORDER BY seq",
    [runId],
  );
  const values = await store.pool.query(
    "SELECT id, workspace_id, bytes, kind, labels, preview, data, blob_sha FROM run_value WHERE run_id = $1 ORDER BY id",
    [runId],
  );
  return { run: run.rows, events: events.rows, values: values.rows };
}

test("a step that is appended alone leaves the same rows as one among others", async () => {
  const [alone, among, other] = [await newRun(), await newRun(), await newRun()];
  const values = [newValue(), newValue('"a"')];
  expect(await store.log.append([stepOf(alone, 0, values)])).toEqual([{ kind: "ok" }]);
  expect(await store.log.append([stepOf(among, 0, values), stepOf(other, 0, [newValue()])])).toEqual([
    { kind: "ok" },
    { kind: "ok" },
  ]);
  const rows = await rowsOf(alone);
  expect(rows).toEqual(await rowsOf(among));
  expect([rows.run.length, rows.events.length, rows.values.length]).toEqual([1, 2, 2]);
});

test("a step that is appended alone lands only under its epoch and after the number that it expects", async () => {
  const runId = await newRun();
  const values = [newValue()];
  expect(await store.log.append([stepOf(runId, 0, values)])).toEqual([{ kind: "ok" }]);
  const before = await rowsOf(runId);
  const again = stepOf(runId, 0, [newValue()]);
  expect(await store.log.append([again])).toEqual([{ kind: "stale" }]);
  expect(await store.log.append([{ ...stepOf(runId, 1, [newValue()]), epoch: 2 }])).toEqual([{ kind: "stale" }]);
  expect(await rowsOf(runId)).toEqual(before);
});

test("a value that is there already is passed over, and one that cannot be written fails its run alone", async () => {
  const runId = await newRun();
  const values = [newValue()];
  expect(await store.log.append([stepOf(runId, 0, values)])).toEqual([{ kind: "ok" }]);
  expect(await store.log.append([stepOf(runId, 1, values)])).toEqual([{ kind: "ok" }]);
  const unsound = { ...newValue(), id: "none" };
  expect(await store.log.append([stepOf(runId, 2, [unsound])])).toMatchObject([{ kind: "rejected" }]);
  const { run, events, values: kept } = await rowsOf(runId);
  expect([run[0].last_seq, events.length, kept.length]).toEqual([2, 2, 1]);
});

test("whoever watches a quick run is woken after its last rows", async () => {
  const runId = await newRun();
  const steps = 200;
  let seen = 0;
  const reads: Promise<void>[] = [];
  const stop = store.bus.subscribe("run", (id) => {
    if (id !== runId) return;
    const read = store.log.read(runId, 0, steps).then((events) => {
      seen = Math.max(seen, events.length);
    });
    reads.push(read);
  });
  for (let step = 0; step < steps; step += 1) await store.log.append([stepOf(runId, step, [newValue()])]);
  await expect.poll(() => seen, { timeout: 60_000 }).toBe(steps);
  await Promise.all(reads);
  stop();
});
