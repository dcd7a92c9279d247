import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openEmbedded } from "../embedded/open-embedded.ts";
import { generateClient } from "../generate-client.ts";
import { migrate } from "../migrate/migrate.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A server of this test run; its database `orrery` is migrated and nobody writes to it. */
    templateDatabaseUrl: string;
  }
}

const ROOT = resolve(import.meta.dirname, "../../../..");

/** Vitest's global setup of the `db` project: one Postgres for the run, with a migrated database to copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient(ROOT);
  const dataDir = await mkdtemp(join(tmpdir(), "orrery-test-"));
  const postgres = await openEmbedded({ dataDir, durable: false });
  await migrate(postgres.url, join(ROOT, "prisma/migrations"));
  await closeToConnections(postgres.url);
  project.provide("templateDatabaseUrl", postgres.url);
  return async () => {
    await postgres.release();
    await rm(dataDir, { recursive: true, force: true });
  };
}

/** Postgres copies a database only while nobody is connected to it. */
async function closeToConnections(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query("alter database orrery is_template true allow_connections false");
  await client.end();
}
