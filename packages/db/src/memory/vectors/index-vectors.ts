import type { Pool } from "pg";
import { type SqlRunner, sqlDatabase } from "../../run-log/sql-runner.ts";
import { type PreparedVectors, prepareVectors } from "./prepare-vectors.ts";
import { mostDimensions, vectorIndexName } from "./vector-schema.ts";

const recordsAPage = 500;
/** Twice pgvector's own: with 64, of the same neighbours looked at, 91 of 100 of the nearest were found in place of 98. */
const care = 128;
/** Building an index is many times slower where its graph does not fit: 100,000 vectors of 384 numbers take 190 MB. */
const buildMemory = "512MB";

/**
 * One turn at bringing the indexes of vectors up to date: takes in a page of the records that were there before pgvector was,
 * or builds the index of one space that has none. Every executor may do it at the same time.
 * @returns how vectors are searched here, and whether there was something to do.
 */
export async function indexVectors(
  pool: Pool,
  signal: AbortSignal,
): Promise<{ readonly prepared: PreparedVectors; readonly hadWork: boolean }> {
  const sql = sqlDatabase(pool);
  const prepared = await prepareVectors(sql);
  if (prepared.kind === "exact") return { prepared, hadWork: false };
  if (!(await takeInPage(sql))) return { prepared, hadWork: true };
  const space = await spaceWithoutIndex(sql);
  if (space === null) return { prepared, hadWork: false };
  await buildIndex(pool, { ...space, types: prepared.types }, signal);
  return { prepared, hadWork: true };
}

/**
 * The rows are locked while they are taken in: a record that is forgotten meanwhile waits, and goes after that.
 * @returns whether all are in.
 */
async function takeInPage(sql: SqlRunner): Promise<boolean> {
  const state = await sql.query<{ filled: boolean }>({ text: "SELECT filled FROM memory_vectors.state" });
  if (state.rows[0]?.filled === true) return true;
  const found = await sql.query<{ filled: boolean }>({
    text: `WITH begun AS MATERIALIZED (
        SELECT filled_to FROM memory_vectors.state FOR UPDATE
      ), page AS MATERIALIZED (
        SELECT r.id, r.namespace_id, r.embedder, r.vector FROM begun, memory_record r
        WHERE r.id > begun.filled_to AND r.forgotten_at IS NULL AND r.embedder IS NOT NULL
          AND length(r.vector) BETWEEN 4 AND ${mostDimensions * 4}
        ORDER BY r.id LIMIT ${recordsAPage} FOR SHARE OF r
      ), taken AS (
        INSERT INTO memory_vectors.entry (record_id, namespace_id, space, embedding)
        SELECT id, namespace_id, memory_vectors.space_of(embedder, length(vector) / 4), memory_vectors.vector_of(vector) FROM page
        ON CONFLICT DO NOTHING
      )
      UPDATE memory_vectors.state SET filled = NOT EXISTS (SELECT FROM page),
        filled_to = coalesce((SELECT id FROM page ORDER BY id DESC LIMIT 1), filled_to)
      RETURNING filled`,
  });
  return found.rows[0]?.filled ?? false;
}

interface Unindexed {
  readonly id: number;
  readonly dimensions: number;
  /** A build that was broken off left it. */
  readonly hasRest: boolean;
}

/** A space whose index is not there and is not being built. */
async function spaceWithoutIndex(sql: SqlRunner): Promise<Unindexed | null> {
  const found = await sql.query<{ id: number; dimensions: number; rest: boolean }>({
    text: `SELECT s.id, s.dimensions, c.oid IS NOT NULL AS rest FROM memory_vectors.space s
        LEFT JOIN pg_class c ON c.relnamespace = 'memory_vectors'::regnamespace AND c.relname = $1 || s.id
        LEFT JOIN pg_index i ON i.indexrelid = c.oid
      WHERE i.indisvalid IS NOT TRUE AND NOT EXISTS (
        SELECT FROM pg_stat_progress_create_index p WHERE p.relid = 'memory_vectors.entry'::regclass)
      ORDER BY s.id LIMIT 1`,
    values: [vectorIndexName("")],
  });
  const [row] = found.rows;
  return row === undefined ? null : { id: row.id, dimensions: row.dimensions, hasRest: row.rest };
}

/** Records are written meanwhile. A process that ends lets go, and the database builds on by itself. */
async function buildIndex(
  pool: Pool,
  { id, dimensions, types, hasRest }: Unindexed & { readonly types: string },
  signal: AbortSignal,
): Promise<void> {
  const client = await pool.connect();
  let isHeld = true;
  // The connection is set up for this alone, so nobody uses it again.
  const letGo = (): void => {
    if (isHeld) client.release(true);
    isHeld = false;
  };
  const ignore = (): void => undefined;
  client.on("error", ignore);
  signal.addEventListener("abort", letGo);
  try {
    const name = vectorIndexName(id);
    if (hasRest) await client.query(`DROP INDEX CONCURRENTLY IF EXISTS memory_vectors.${name}`);
    await client.query(`SET maintenance_work_mem = '${buildMemory}'`);
    await client.query(`CREATE INDEX CONCURRENTLY IF NOT EXISTS ${name} ON memory_vectors.entry
      USING hnsw ((embedding::${types}.vector(${dimensions})) ${types}.vector_ip_ops) WITH (ef_construction = ${care}) WHERE space = ${id}`);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", letGo);
    letGo();
  }
}
