import type { SqlRunner } from "../run-log/sql-runner.ts";

const rowsAtOnce = 10_000;
const blobsAtOnce = 200;

/**
 * Deletes what dropped partitions leave in other tables: commands and snapshots of archived runs, values that stood in the
 * default partition, and blobs that no value names any more. May be cut short and done again.
 */
export async function cleanUp(session: SqlRunner): Promise<void> {
  const ranges = await session.query<{ name: string; low: string; high: string }>({
    text: "SELECT name, low, high FROM log_range WHERE archived_at IS NOT NULL AND cleaned_at IS NULL",
  });
  for (const { name, low, high } of ranges.rows) {
    for (const table of ["run_command", "run_snapshot", "run_value"]) await deleteRange(session, table, low, high);
    await session.query({ text: "UPDATE log_range SET cleaned_at = now() WHERE name = $1", values: [name] });
  }
}

async function deleteRange(session: SqlRunner, table: string, low: string, high: string): Promise<void> {
  for (;;) {
    const deleted = await session.query({
      text: `DELETE FROM ${table} WHERE run_id >= $1::uuid AND run_id < $2::uuid AND (tableoid, ctid) IN (
          SELECT tableoid, ctid FROM ${table} WHERE run_id >= $1::uuid AND run_id < $2::uuid LIMIT ${rowsAtOnce})`,
      values: [low, high],
    });
    if ((deleted.rowCount ?? 0) < rowsAtOnce) return;
  }
}

/**
 * Deletes blobs that no value names. Only values name blobs: a table that will too has to be asked here.
 * The first question is asked beside the traffic; the second while nobody writes blobs, because a value that is being
 * stored may count on a blob which is there.
 */
export async function deleteUnnamedBlobs(session: SqlRunner): Promise<number> {
  const found = await session.query<{ workspace_id: string; sha256: string }>({
    text: `SELECT workspace_id, sha256 FROM blob WHERE NOT EXISTS (
      SELECT FROM run_value v WHERE v.workspace_id = blob.workspace_id AND v.blob_sha = blob.sha256)`,
  });
  let deleted = 0;
  for (let i = 0; i < found.rows.length; i += blobsAtOnce) {
    const some = found.rows.slice(i, i + blobsAtOnce);
    await session.query({ text: "BEGIN" });
    try {
      await session.query({ text: "SET LOCAL lock_timeout = 2000" });
      await session.query({ text: "LOCK TABLE blob IN SHARE ROW EXCLUSIVE MODE" });
      const gone = await session.query({
        text: `DELETE FROM blob USING unnest($1::text[], $2::text[]) AS t(workspace, sha)
          WHERE blob.workspace_id = t.workspace AND blob.sha256 = t.sha AND NOT EXISTS (
            SELECT FROM run_value v WHERE v.workspace_id = t.workspace AND v.blob_sha = t.sha)`,
        values: [some.map((row) => row.workspace_id), some.map((row) => row.sha256)],
      });
      deleted += gone.rowCount ?? 0;
      await session.query({ text: "COMMIT" });
    } catch (error) {
      await session.query({ text: "ROLLBACK" });
      throw error;
    }
  }
  return deleted;
}
