import type { SqlRunner } from "../run-log/sql-runner.ts";

/** Ids are made by the clocks of several machines: so far behind the newest one that is noted, another may still come. */
const overlap = "60 seconds";

/** Runs with ids up to this one have rows in `run_search`; of those after it, not all do. */
export async function unnotedSince(sql: SqlRunner): Promise<string> {
  const { rows } = await sql.query<{ since: string }>({
    name: "unnoted-since",
    text: `SELECT run_id_at(greatest(r.created_at - interval '${overlap}', to_timestamp(0))) AS since FROM run r
      WHERE r.id = (SELECT run_id FROM run_search WHERE run_id <= run_id_at(now()) ORDER BY run_id DESC LIMIT 1)`,
  });
  return rows[0]?.since ?? "00000000-0000-0000-0000-000000000000";
}
