import type { UsageFigures } from "@orrery/engine";
import type { ResultCache } from "@orrery/ports";
import type { SqlRunner } from "./sql-runner.ts";

interface CacheRow {
  readonly run_id: string;
  readonly value_id: string;
  readonly handle: string | null;
  readonly usage: UsageFigures | null;
  readonly model: string | null;
  readonly at: Date;
}

/** Kept results of steps: one row a key, written by the journal with the success that it stands for. */
export function createResultCache(sql: SqlRunner): ResultCache {
  return {
    async read(workspaceId, key, now) {
      const found = await sql.query<CacheRow>({
        name: "read-cache",
        text: `SELECT run_id, value_id, handle, usage, model, at FROM step_cache
          WHERE workspace_id = $1 AND key = $2 AND expires_at > to_timestamp($3::float8 / 1000)`,
        values: [workspaceId, key, now],
      });
      const [row] = found.rows;
      if (row === undefined) return null;
      const { run_id: runId, value_id: valueId, handle, usage, model, at } = row;
      return { runId, valueId, handle, usage, model, at: at.getTime() };
    },
  };
}

/** Lets go of results that have expired. Returns how many. */
export async function forgetExpiredResults(sql: SqlRunner): Promise<number> {
  const deleted = await sql.query<{ n: number }>({
    name: "forget-cache",
    text: "WITH gone AS (DELETE FROM step_cache WHERE expires_at < now() RETURNING 1) SELECT count(*)::int AS n FROM gone",
    values: [],
  });
  return deleted.rows[0]?.n ?? 0;
}
