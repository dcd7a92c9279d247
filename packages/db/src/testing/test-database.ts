import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

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
    drop: () => onServer(server, `drop database if exists ${name} with (force)`),
  };
}

async function onServer(databaseUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
