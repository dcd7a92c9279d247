import { testDatabase } from "@orrery/db/testing";
import pg from "pg";
import { expect, test } from "vitest";
import { fireSchedules } from "./fire-schedules.ts";

test("a connection that breaks while schedules are looked at is only that", async () => {
  const database = await testDatabase();
  const open = () => new pg.Pool({ connectionString: database.url, max: 2 });
  const [pool, other] = [open(), open()];
  const hold = await other.connect();
  await hold.query('BEGIN; LOCK TABLE "trigger"');
  const fired = fireSchedules(pool, Date.now()).then(
    () => "fired",
    () => "failed",
  );
  const waiting = `SELECT pg_terminate_backend(pid) AS gone FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  await expect.poll(async () => (await other.query<{ gone: boolean }>(waiting)).rows[0]?.gone).toBe(true);
  expect(await fired).toBe("failed");
  await hold.query("ROLLBACK");
  // Another connection serves the next look.
  expect(await fireSchedules(pool, Date.now())).toBeNull();
  hold.release();
  await Promise.all([pool.end(), other.end()]);
  await database.drop();
});
