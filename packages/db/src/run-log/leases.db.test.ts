import { commandSchema } from "@orrery/engine";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { submitCommand } from "../submit-runs.ts";
import { type TestDatabase, testDatabase } from "../testing/index.ts";
import { createLeases } from "./leases.ts";
import { openRunStore, type RunStore } from "./open-run-store.ts";
import { driveAtLatest } from "./queue.ts";

const DAY = 24 * 60 * 60 * 1000;
const parse = (row: unknown) => commandSchema.parse(row);
let database: TestDatabase;
let store: RunStore;
let runId: string;

beforeAll(async () => {
  database = await testDatabase();
  store = openRunStore({ databaseUrl: database.url, parseCommand: parse });
});

afterAll(async () => {
  await store.close();
  await database.drop();
});

beforeEach(async () => {
  runId = uuidv7();
  await store.pool.query(
    "INSERT INTO plan (workspace_id, hash, plan) VALUES ('default', 'any', '{}') ON CONFLICT DO NOTHING",
  );
  await store.pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by)
      VALUES ($1, 'default', 'leases', 'any', 'none', 'test')`,
    [runId],
  );
});

/** In how many days each job of the run is due. */
async function dueInDays(): Promise<readonly number[]> {
  const jobs = await store.pool.query<{ run_at: Date }>(
    "SELECT run_at FROM graphile_worker._private_jobs WHERE payload->>'runId' = $1 ORDER BY run_at",
    [runId],
  );
  return jobs.rows.map((job) => Math.round((job.run_at.getTime() - Date.now()) / DAY) + 0);
}

const cancel = () =>
  submitCommand(store.pool, {
    runId,
    workspaceId: "default",
    id: uuidv7(),
    kind: "cancel",
    payload: "{}",
    by: "Ada",
    value: null,
  });

test("a command that comes while a run is given back to its timer is not put off until then", async () => {
  const owner = uuidv7();
  await store.executors.enter({ id: owner, host: "test", pid: 1, version: "test", capacity: 1 });
  // It beats no more, and must not be taken for dead while the machine stands still.
  await store.pool.query("UPDATE executor SET heartbeat_at = now() + interval '1 hour' WHERE id = $1", [owner]);
  let isSent = false;
  const leases = createLeases(
    {
      ...store.sql,
      transaction: (work) =>
        store.sql.transaction((client) =>
          work({
            query: async (statement) => {
              // Between the look at the inbox, which found nothing, and the job for the timer.
              if (statement.text.includes("add_jobs") && !isSent) {
                isSent = true;
                await cancel();
              }
              return client.query(statement);
            },
          }),
        ),
    },
    parse,
  );
  const claimed = await leases.claim(runId, owner);
  expect(await leases.release(runId, owner, claimed?.epoch ?? 0, { wakeAt: Date.now() + 30 * DAY })).toBe("free");
  expect([isSent, await dueInDays()]).toEqual([true, [0]]);
});

test("a job that was meant for later comes forward", async () => {
  const at: (readonly number[])[] = [];
  for (const days of [20, 30, 10]) {
    await driveAtLatest(store.sql, runId, Date.now() + days * DAY);
    at.push(await dueInDays());
  }
  expect(at).toEqual([[20], [20], [10]]);
});
