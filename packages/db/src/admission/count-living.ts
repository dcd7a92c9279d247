import { deadAfterMs } from "../run-log/executor-signs.ts";
import type { SqlRunner } from "../run-log/sql-runner.ts";

/** How many executors are alive and take runs. */
export async function countLiving(sql: SqlRunner): Promise<number> {
  const found = await sql.query<{ n: number }>({
    name: "count-living",
    text: `SELECT count(*)::int AS n FROM executor
      WHERE ended_at IS NULL AND draining_at IS NULL AND heartbeat_at > now() - make_interval(secs => $1)`,
    values: [deadAfterMs / 1000],
  });
  return found.rows[0]?.n ?? 0;
}
