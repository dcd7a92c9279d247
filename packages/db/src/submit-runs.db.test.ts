import { commandSchema } from "@orrery/engine";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openRunStore, type RunStore } from "./run-log/open-run-store.ts";
import { type RunSubmission, submitRuns } from "./submit-runs.ts";
import { type TestDatabase, testDatabase } from "./testing/index.ts";

let database: TestDatabase;
let store: RunStore;
const triggerId = uuidv7();

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, poolSize: 12, parseCommand: (row) => commandSchema.parse(row) });
});
afterEach(async () => {
  await store.pool.query("DELETE FROM run");
  await store.pool.query("DELETE FROM trigger_key");
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

const submission = (extras: Partial<RunSubmission> = {}): RunSubmission => ({
  runId: uuidv7(),
  workspaceId: "default",
  workflowId: null,
  name: "queue",
  plan: { hash: "p", json: "{}" },
  drawing: { hash: "d", json: "{}" },
  startedBy: "test",
  command: { id: uuidv7(), payload: "{}" },
  input: { id: uuidv7(), kind: "json", json: "{}", labels: { i: "T", c: [] } },
  gate: { key: "one", label: "one", limit: 1 },
  ...extras,
});

const count = async (table: "run" | "run_command" | "run_value" | "trigger_key"): Promise<number> =>
  (await store.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n ?? 0;

test("of a batch as many are queued as there is room for, and of the others nothing is kept", async () => {
  const runs = [1, 2, 3].map((n) => submission({ triggerId, key: `order-${n}` }));
  const before = await count("run_value");
  const done = await submitRuns(store.pool, runs, { maxQueued: 2 });
  expect(runs.map(({ runId }) => done.get(runId))).toEqual([{ owner: null }, { owner: null }, "full"]);
  expect([await count("run"), await count("trigger_key"), (await count("run_value")) - before]).toEqual([2, 2, 2]);
});

test("a key that is known is no new run, however full the queue is", async () => {
  const first = submission({ triggerId, key: "order-7" });
  await submitRuns(store.pool, [first, submission(), submission()]);
  const again = submission({ triggerId, key: "order-7" });
  const more = submission();
  const done = await submitRuns(store.pool, [again, more], { maxQueued: 1 });
  expect([done.get(again.runId), done.get(more.runId)]).toEqual([undefined, "full"]);
});

test("a run that has a place at once is no matter of the queue", async () => {
  await submitRuns(store.pool, [submission(), submission(), submission()]);
  const free = submission({ gate: null });
  const queued = submission();
  const done = await submitRuns(store.pool, [free, queued], { maxQueued: 2 });
  expect([done.get(free.runId), done.get(queued.runId)]).toEqual([{ owner: null }, "full"]);
});

test("many who hand runs in at once do not pass the limit together", async () => {
  // The gate has one place: what is made beyond the limit was let in wrongly.
  const batches = Array.from({ length: 60 }, () => [submission(), submission()]);
  const done = await Promise.all(batches.map((runs) => submitRuns(store.pool, runs, { maxQueued: 20 })));
  const made = done.flatMap((batch) => [...batch.values()]).filter((outcome) => outcome !== "full").length;
  const { rows } = await store.pool.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM run WHERE place = 'key' AND ended_at IS NULL",
  );
  expect(rows[0]?.n).toBeLessThanOrEqual(20);
  // One had the place, and a second may have been handed in while that one still counted as queued.
  expect(made).toBeGreaterThanOrEqual(20);
  expect(made).toBeLessThanOrEqual(21);
});
