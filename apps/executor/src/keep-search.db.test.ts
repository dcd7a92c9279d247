import { openRunStore, type RunStore } from "@orrery/db/run-log";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { commandSchema } from "@orrery/engine";
import { afterAll, beforeAll, expect, test } from "vitest";
import { keepSearch } from "./keep-search.ts";

let database: TestDatabase;
let store: RunStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, parseCommand: (row) => commandSchema.parse(row) });
});
afterAll(async () => {
  await store.close();
  await database.drop();
});

test("runs become findable once the executor is active, trouble is told and passes, and nothing is done after the end", async () => {
  const add = (id: string) =>
    store.pool.query(
      `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by, status, ended_at)
        VALUES ($1, 'default', 'Parcel', 'none', 'none', 'local', 'succeeded', now())`,
      [id],
    );
  const found = async () =>
    (await store.pool.query("SELECT run_id, status, origin, words::text FROM run_search ORDER BY run_id")).rows;
  const [first, second] = ["01a209f8-0000-7000-8000-000000000001", "01a209f8-0000-7000-8000-000000000002"];
  await add(first);
  const told: string[] = [];
  let asked = 0;
  let statements = 0;
  const broken = new Error("The database is away.");
  const end = keepSearch({
    sql: {
      query: (statement) => {
        statements += 1;
        return statements === 1 ? Promise.reject(broken) : store.sql.query(statement);
      },
    },
    isActive: () => {
      asked += 1;
      return asked > 1;
    },
    onTrouble: (what, error) => told.push(`${what}: ${String(error)}`),
  });
  expect(statements).toBe(0);
  const row = { status: "succeeded", origin: "command-line", words: "'parcel':1" };
  await expect.poll(found, { timeout: 60_000 }).toEqual([{ run_id: first, ...row }]);
  expect(told).toEqual(["Runs could not be made findable: Error: The database is away."]);
  await end();
  const stood = statements;
  await add(second);
  expect([statements, await found()]).toEqual([stood, [{ run_id: first, ...row }]]);
});
