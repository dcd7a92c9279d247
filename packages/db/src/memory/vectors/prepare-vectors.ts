import { isPassingTrouble } from "../../run-log/connection-trouble.ts";
import type { SqlDatabase, SqlRunner } from "../../run-log/sql-runner.ts";
import { dropVectorSchema, vectorLayout, vectorSchema } from "./vector-schema.ts";

export type PreparedVectors =
  | {
      readonly kind: "hnsw";
      readonly version: string;
      /** The schema, quoted, in which pgvector's types are. */
      readonly types: string;
    }
  | {
      readonly kind: "exact";
      readonly why: "absent" | "old" | "refused";
      /** What the database said, where it refused. */
      readonly said?: string;
    };

/** Searching on until enough pass the filters (`hnsw.iterative_scan`) came with it. */
const oldest = [0, 8] as const;
const lockKey = 4_611_224;

interface Found {
  readonly offered: string;
  readonly installed: string | null;
  readonly types: string | null;
}

/**
 * Makes ready what vectors are searched by in a database that has pgvector 0.8 or later: the extension, and tables beside the
 * records. Where that cannot be had it says why, and vectors are compared elsewhere. What was made is found, not made again.
 */
export async function prepareVectors(sql: SqlDatabase): Promise<PreparedVectors> {
  try {
    return await sql.transaction((client) => prepare(client));
  } catch (error) {
    if (isPassingTrouble(error)) throw error;
    // A database without our tables is not ready for anybody.
    if (!(await hasRelation(sql, "memory_record"))) throw error;
    return { kind: "exact", why: "refused", said: error instanceof Error ? error.message : String(error) };
  }
}

async function prepare(client: SqlRunner): Promise<PreparedVectors> {
  const layout = await readLayout(client);
  const extension = await readExtension(client);
  if (extension === null) {
    // It was there once: its types have gone, and the trigger would fail.
    if (layout !== null) await client.query({ text: dropVectorSchema });
    return { kind: "exact", why: "absent" };
  }
  if (!isNewEnough(extension.installed ?? extension.offered)) return { kind: "exact", why: "old" };
  const ready = preparedOf(extension);
  if (layout === vectorLayout && ready !== null) return ready;

  // Processes that start together must not make it twice.
  await client.query({ text: `SELECT pg_advisory_xact_lock(${lockKey})` });
  await client.query({ text: "CREATE EXTENSION IF NOT EXISTS vector" }).catch((error: unknown) => {
    throw new VectorRefusal(error instanceof Error ? error.message : String(error));
  });
  const made = preparedOf(await readExtension(client));
  if (made === null) throw new Error("pgvector was installed and is not there.");
  const isMade = extension.installed !== null && (await readLayout(client)) === vectorLayout;
  if (!isMade) await client.query({ text: `${dropVectorSchema}${vectorSchema(made.types)}` });
  return made;
}

/** An extension that cannot be loaded looks like trouble of the machine's that passes. It does not pass. */
class VectorRefusal extends Error {
  readonly code = "0A000";
}

function preparedOf(extension: Found | null): Extract<PreparedVectors, { kind: "hnsw" }> | null {
  if (extension === null || extension.installed === null || extension.types === null) return null;
  return { kind: "hnsw", version: extension.installed, types: `"${extension.types.replaceAll('"', '""')}"` };
}

async function readExtension(sql: SqlRunner): Promise<Found | null> {
  const found = await sql.query<Found>({
    text: `SELECT a.default_version AS offered, e.extversion AS installed, n.nspname AS types
      FROM pg_available_extensions a LEFT JOIN pg_extension e ON e.extname = a.name LEFT JOIN pg_namespace n ON n.oid = e.extnamespace
      WHERE a.name = 'vector'`,
  });
  return found.rows[0] ?? null;
}

/** Null where nothing was made yet. */
async function readLayout(sql: SqlRunner): Promise<number | null> {
  if (!(await hasRelation(sql, "memory_vectors.state"))) return null;
  const found = await sql.query<{ layout: number }>({ text: "SELECT layout FROM memory_vectors.state" });
  return found.rows[0]?.layout ?? null;
}

async function hasRelation(sql: SqlRunner, name: string): Promise<boolean> {
  const found = await sql.query<{ there: boolean }>({
    text: "SELECT to_regclass($1) IS NOT NULL AS there",
    values: [name],
  });
  return found.rows[0]?.there === true;
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}
