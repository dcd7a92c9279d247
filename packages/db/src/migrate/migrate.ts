import { Logger, runMigrations } from "graphile-worker";
import pg from "pg";
import { DatabaseProblem } from "../database-problem.ts";
import { readRetentionSettings } from "../retention/retention-settings.ts";
import { preparePartitions } from "../run-log/prepare-partitions.ts";
import { readMigrations, toMigrationList } from "./read-migrations.ts";

/** What a migration did: the names of the migrations applied now, in order. */
export type MigrateResult = { readonly applied: readonly string[] };

/**
 * Brings a database up to date: first our own migrations, then those of graphile-worker. Several processes may call it
 * at once; one works, the others wait.
 * @param migrationsDir the folder prisma/migrations.
 * @throws DatabaseProblem DATABASE_MIGRATION_FAILED with the engine's first words.
 */
export async function migrate(databaseUrl: string, migrationsDir: string): Promise<MigrateResult> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select pg_advisory_lock(hashtext('orrery.migrate'))");
    const applied = await applyOwn(client, databaseUrl, migrationsDir);
    await preparePartitions(
      { query: (statement) => client.query(statement) },
      readRetentionSettings(process.env).width,
    );
    await runMigrations({ connectionString: databaseUrl, logger: new Logger(() => () => undefined) });
    return { applied };
  } catch (error) {
    if (error instanceof DatabaseProblem) throw error;
    throw new DatabaseProblem(
      "DATABASE_MIGRATION_FAILED",
      `The database could not be brought up to date: ${firstWords(error)}.`,
      error,
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function applyOwn(client: pg.Client, databaseUrl: string, migrationsDir: string): Promise<readonly string[]> {
  const migrations = readMigrations(migrationsDir);
  const done = await appliedChecksums(client);
  const isUpToDate =
    done.size === migrations.length && migrations.every(({ name, checksum }) => done.get(name) === checksum);
  // Most starts change nothing; loading the engine for that would cost them half a second and 60 MB.
  if (isUpToDate) return [];
  const { withSchemaEngine } = await import("./schema-engine.ts");
  return withSchemaEngine(databaseUrl, async (engine) => {
    const result = await engine.applyMigrations({
      migrationsList: toMigrationList(migrationsDir, migrations),
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.appliedMigrationNames;
  });
}

async function appliedChecksums(client: pg.Client): Promise<ReadonlyMap<string, string>> {
  const table = await client.query<{ there: boolean }>(
    "select to_regclass('public._prisma_migrations') is not null as there",
  );
  if (table.rows[0]?.there !== true) return new Map();
  const rows = await client.query<{ migration_name: string; checksum: string }>(
    "select migration_name, checksum from public._prisma_migrations where finished_at is not null and rolled_back_at is null",
  );
  return new Map(rows.rows.map((row) => [row.migration_name, row.checksum]));
}

function firstWords(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .slice(0, 3)
      .join(" ")
      .replace(/\.$/, "") || "no reason was given"
  );
}
