import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sqlDatabase } from "../run-log/sql-runner.ts";
import { type TestDatabase, testDatabase } from "../testing/test-database.ts";
import { forgetSearch } from "./forget-search.ts";

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test("words leave with their run, and with the values or the log of their time; how a run ended stays as long as it", async () => {
  const at = (day: string): string => uuidv7({ msecs: Date.parse(`${day}T12:00:00Z`) });
  const [gone, expired, cleaned, archived, kept] = ["01", "02", "03", "04", "05"].map((day) => at(`2024-01-${day}`));
  await pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by)
      SELECT id, 'default', 'old', 'none', 'none', 'test' FROM unnest($1::uuid[]) AS id`,
    [[expired, cleaned, archived, kept]],
  );
  await pool.query(
    `INSERT INTO run_search (run_id, workspace_id, status, origin, words)
      SELECT id, 'default', 'succeeded', 'person', to_tsvector('simple', 'parcel') FROM unnest($1::uuid[]) AS id`,
    [[gone, expired, cleaned, archived, kept]],
  );
  await pool.query(
    `INSERT INTO log_range (name, archive_id, low, high, values_expired_at, archived_at, cleaned_at)
      SELECT name, gen_random_uuid(), run_id_at(low::timestamptz), run_id_at(low::timestamptz + interval '1 day'),
        CASE WHEN left_by = 'expired' THEN now() END, CASE WHEN left_by <> 'expired' THEN now() END,
        CASE WHEN left_by = 'cleaned' THEN now() END
      FROM (VALUES ('a', '2024-01-02T00:00:00Z', 'expired'), ('b', '2024-01-03T00:00:00Z', 'cleaned'),
        ('c', '2024-01-04T00:00:00Z', 'archived')) AS l(name, low, left_by)`,
  );
  const sql = sqlDatabase(pool);
  expect([await forgetSearch(sql), await forgetSearch(sql)]).toEqual([3, 0]);
  const { rows } = await pool.query("SELECT run_id, status, words::text FROM run_search ORDER BY run_id");
  expect(rows).toEqual([
    { run_id: expired, status: "succeeded", words: null },
    { run_id: cleaned, status: "succeeded", words: null },
    { run_id: archived, status: "succeeded", words: "'parcel':1" },
    { run_id: kept, status: "succeeded", words: "'parcel':1" },
  ]);
});
