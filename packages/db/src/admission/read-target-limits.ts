import type { SqlRunner } from "../run-log/sql-runner.ts";

/** The most that hosts and models are asked, as the owner has set it, by name in lower case. */
export async function readTargetLimits(
  sql: SqlRunner,
): Promise<ReadonlyMap<string, { readonly perSecond: number | null; readonly atOnce: number | null }>> {
  const found = await sql.query<{ name: string; per_second: number | null; at_once: number | null }>({
    name: "target-limits",
    text: "SELECT name, per_second, at_once FROM target_limit",
  });
  return new Map(found.rows.map((row) => [row.name, { perSecond: row.per_second, atOnce: row.at_once }]));
}
