import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { inject } from "vitest";

const PATIENCE_MS = 2_000;

export type TestDatabase = {
  readonly url: string;
  /** Ends what is still connected to it and removes it. */
  drop(): Promise<void>;
};

/**
 * A migrated database of the caller's own, copied from the run's template in some 30 ms.
 * For `*.db.test.ts` files: `beforeAll(async () => { database = await testDatabase(); })`, `afterAll(() => database.drop())`.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const url = new URL(inject("templateDatabaseUrl"));
  const name = `test_${randomBytes(6).toString("hex")}`;
  url.pathname = "/postgres";
  const server = url.href;
  await onServer(server, `create database ${name} template orrery`);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await untilLeft(server, name);
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A pool's end does not wait for its connections: one that is cut off while it closes would raise an error nobody hears. */
async function untilLeft(server: string, name: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const { rows } = await onServer(server, `select 1 from pg_stat_activity where datname = '${name}'`);
    if (rows.length === 0) return;
    await sleep(10);
  }
}

async function onServer(databaseUrl: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
