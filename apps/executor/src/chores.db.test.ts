import { openRunStore, type RunStore } from "@orrery/db/run-log";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { commandSchema } from "@orrery/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let store: RunStore;
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, parseCommand: (row) => commandSchema.parse(row) });
  executor = startExecutor({ databaseUrl: database.url, env: {}, news });
  await executor.ready;
});
afterAll(async () => {
  await executor.stop();
  await store.close();
  await database.drop();
  expect(said).toEqual([]);
});

async function partitions(): Promise<readonly string[]> {
  const { rows } = await store.pool.query<{ name: string }>(
    "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'run_event'::regclass ORDER BY 1",
  );
  return rows.map((row) => row.name);
}

test("the months of the log to come are made by the clock, and the clock is known to the queue", async () => {
  const before = await partitions();
  const last = before.filter((name) => /_\d{4}_\d{2}$/.test(name)).at(-1);
  await store.pool.query(`DROP TABLE ${last}`);
  await store.pool.query("SELECT graphile_worker.add_job('prepare-log')");
  await expect.poll(partitions).toEqual(before);
  const known = await store.pool.query("SELECT identifier FROM graphile_worker._private_known_crontabs ORDER BY 1");
  expect(known.rows).toEqual([
    { identifier: "forget-baselines" },
    { identifier: "forget-files" },
    { identifier: "forget-keys" },
    { identifier: "forget-memory" },
    { identifier: "forget-results" },
    { identifier: "forget-search" },
    { identifier: "forget-tallies" },
    { identifier: "keep-log" },
    { identifier: "prepare-log" },
  ]);
});
