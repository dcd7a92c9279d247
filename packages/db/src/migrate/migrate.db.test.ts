import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../testing/index.ts";
import { migrate } from "./migrate.ts";
import { schemaChanges } from "./schema-changes.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");
const MIGRATIONS = join(ROOT, "prisma/migrations");

describe("migrate", () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  test("notes every migration in Prisma's own table, once", async () => {
    const names = readdirSync(MIGRATIONS).filter((name) => existsSync(join(MIGRATIONS, name, "migration.sql")));
    const rows = await client.query(
      "select migration_name, finished_at is not null as finished from _prisma_migrations order by 1",
    );
    expect(rows.rows).toEqual(names.toSorted().map((name) => ({ migration_name: name, finished: true })));
  });

  test("a second time changes nothing", async () => {
    expect(await migrate(database.url, MIGRATIONS)).toEqual({ applied: [] });
  });

  test("two at once do not get in each other's way", async () => {
    const both = await Promise.all([migrate(database.url, MIGRATIONS), migrate(database.url, MIGRATIONS)]);
    expect(both).toEqual([{ applied: [] }, { applied: [] }]);
  });

  test("makes graphile-worker's tables and the default workspace", async () => {
    const worker = await client.query("select to_regclass('graphile_worker.jobs') is not null as there");
    const workspaces = await client.query("select id, name from workspace");
    expect([worker.rows, workspaces.rows]).toEqual([[{ there: true }], [{ id: "default", name: "Home" }]]);
  });

  test("the events of this month go to a partition of their own", async () => {
    const runId = uuidV7Of(Date.now());
    await client.query(
      "insert into run_event (run_id, seq, at, epoch, type, body) values ($1, 1, now(), 1, 'run.started', '{}')",
      [runId],
    );
    const rows = await client.query<{ part: string; month: string }>(
      "select tableoid::regclass::text as part, to_char(now() at time zone 'UTC', 'YYYY_MM') as month from run_event where run_id = $1",
      [runId],
    );
    expect(rows.rows.map(({ part }) => part)).toEqual(rows.rows.map(({ month }) => `run_event_${month}`));
    expect(rows.rowCount).toBe(1);
  });

  test("the last migration and the schema say the same", async () => {
    const last = readdirSync(MIGRATIONS)
      .filter((name) => existsSync(join(MIGRATIONS, name, "schema.prisma")))
      .toSorted()
      .at(-1);
    const from = readFileSync(join(MIGRATIONS, last ?? "", "schema.prisma"), "utf8");
    const to = readFileSync(join(ROOT, "prisma/schema.prisma"), "utf8");
    expect(await schemaChanges({ scratchUrl: database.url, from, to })).toBe("");
  });
});

function uuidV7Of(ms: number): string {
  const time = ms.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
