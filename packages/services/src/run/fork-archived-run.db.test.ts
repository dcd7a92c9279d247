import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ServiceBench, serviceBench } from "../testing/service-bench.ts";
import { forkRun } from "./fork-run.ts";

let bench: ServiceBench;

beforeAll(async () => {
  bench = await serviceBench();
});
afterAll(() => bench.close());

test.each([
  ["archived_at", "ARCHIVE_AWAY", "the archive x, which cannot be read here"],
  ["values_expired_at", "VALUES_GONE", "was deleted"],
])("a run whose values are out of reach (%s) is not forked, and nothing is stored", async (gone, reason, said) => {
  const { db, pool } = bench.services;
  const runId = uuidv7({ msecs: Date.parse(gone === "archived_at" ? "2024-01-05" : "2024-02-05") });
  await pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by, status, ended_at)
      VALUES ($1, 'default', 'old', 'none', 'none', 'test', 'succeeded', now())`,
    [runId],
  );
  await pool.query(
    `INSERT INTO log_range (name, archive_id, low, high, ${gone}, file)
      SELECT $1, gen_random_uuid(), run_id_at(at), run_id_at(at + interval '1 month'), now(), 'x'
      FROM (SELECT date_trunc('month', run_id_time($2::uuid)) AS at) AS month`,
    [gone, runId],
  );
  const before = await db.run.count();
  const fork = forkRun({ ctx: bench.owner, input: { runId, rerun: [], outputs: [], graph: "same" } });
  await expect(fork).rejects.toMatchObject({
    code: "CONFLICT",
    reason,
    message: expect.stringContaining(said),
  });
  expect(await db.run.count()).toEqual(before);
});
