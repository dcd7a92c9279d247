import type { SqlRunner } from "../run-log/sql-runner.ts";

/** Runs that nobody drives and whose next step needs labels, all of which are among these; oldest first. */
export async function findPlacedRuns(
  sql: SqlRunner,
  labels: readonly string[],
  limit: number,
): Promise<readonly string[]> {
  if (labels.length === 0 || limit <= 0) return [];
  const found = await sql.query<{ id: string }>({
    name: "find-placed-runs",
    text: `SELECT id FROM run WHERE needs <> '{}' AND needs <@ $1::text[] AND owner IS NULL AND ended_at IS NULL
      AND place = 'admitted' ORDER BY id LIMIT $2`,
    values: [labels, limit],
  });
  return found.rows.map((row) => row.id);
}
