import type { SqlRunner } from "../run-log/sql-runner.ts";

/** Sums by the hour are kept so long; those by the day for good. Dashboards read hours up to 90 days back. */
const hoursKeptDays = 100;

/** Lets go of old sums by the hour, and of the errors of runs that are gone. Gives how many rows there were. */
export async function forgetTallies(sql: SqlRunner): Promise<number> {
  let gone = 0;
  for (const table of ["run_tally", "node_tally", "fault_tally"]) {
    const { rowCount } = await sql.query({
      text: `DELETE FROM ${table} WHERE hours = 1 AND at < now() - make_interval(days => ${hoursKeptDays})`,
    });
    gone += rowCount ?? 0;
  }
  const { rowCount } = await sql.query({
    text: "DELETE FROM run_fault f WHERE NOT EXISTS (SELECT FROM run r WHERE r.id = f.run_id)",
  });
  return gone + (rowCount ?? 0);
}
