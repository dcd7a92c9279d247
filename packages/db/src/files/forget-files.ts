import type { SqlRunner } from "../run-log/sql-runner.ts";

/**
 * Lets go of content that no name points to: so many days after its last use, because values of runs may still name it by
 * its hash; and of what was never written to its end. Gives how many there were.
 */
export async function forgetFiles(sql: SqlRunner, keptDays: number): Promise<number> {
  const { rowCount } = await sql.query({
    name: "forget-files",
    text: `DELETE FROM file_content c WHERE CASE WHEN sha256 IS NULL THEN touched_at < now() - interval '1 day'
      ELSE touched_at < now() - make_interval(days => $1) AND NOT EXISTS (
        SELECT FROM workspace_file w WHERE w.workspace_id = c.workspace_id AND w.sha256 = c.sha256) END`,
    values: [keptDays],
  });
  return rowCount ?? 0;
}
