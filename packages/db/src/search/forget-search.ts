import type { SqlRunner } from "../run-log/sql-runner.ts";

/** Lets go of the words of runs that are gone, or whose values or log have left the database. Gives how many there were. */
export async function forgetSearch(sql: SqlRunner): Promise<number> {
  const gone = await sql.query({
    text: "DELETE FROM run_search s WHERE NOT EXISTS (SELECT FROM run r WHERE r.id = s.run_id)",
  });
  const left = await sql.query({
    text: `UPDATE run_search s SET words = NULL FROM log_range l
      WHERE (l.values_expired_at IS NOT NULL OR l.cleaned_at IS NOT NULL)
        AND s.run_id >= l.low AND s.run_id < l.high AND s.words IS NOT NULL`,
  });
  return (gone.rowCount ?? 0) + (left.rowCount ?? 0);
}
