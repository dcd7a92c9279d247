import type { SqlRunner } from "../run-log/sql-runner.ts";

const rowsAtOnce = 5_000;

/**
 * Deletes the rows of runs that are older than so many days and whose log has left the database for an archive, which keeps
 * them. A run that another one waits for, or was started by, stays as long as that one has not ended. May be cut short and
 * done again. Returns how many were deleted.
 */
export async function forgetRuns(session: SqlRunner, days: number): Promise<number> {
  const ranges = await session.query<{ low: string; high: string }>({
    text: `SELECT low, high FROM log_range WHERE archived_at IS NOT NULL AND cleaned_at IS NOT NULL
      AND high <= run_id_at(greatest(now() - make_interval(days => $1), to_timestamp(0))) ORDER BY low`,
    values: [days],
  });
  let forgotten = 0;
  for (const { low, high } of ranges.rows) {
    for (;;) {
      const deleted = await session.query({
        text: `DELETE FROM run WHERE id IN (
          SELECT id FROM run AS old WHERE id >= $1::uuid AND id < $2::uuid AND ended_at IS NOT NULL AND owner IS NULL
            AND NOT EXISTS (SELECT FROM run AS near WHERE near.ended_at IS NULL
              AND (near.parent_run_id = old.id OR near.id = old.parent_run_id OR near.fork_of_run = old.id))
          ORDER BY id LIMIT ${rowsAtOnce})`,
        values: [low, high],
      });
      forgotten += deleted.rowCount ?? 0;
      if ((deleted.rowCount ?? 0) < rowsAtOnce) break;
    }
  }
  return forgotten;
}
