import type { SqlRunner } from "../run-log/sql-runner.ts";

/** So long it is kept what was other than usual, and what nodes usually do that have not run since. */
const keptDays = 90;
/** So long alerts are kept that were sent or given up. */
const keptAlertDays = 30;

/** Lets go of baselines, deviations and alerts that are old, or whose workflow or run is gone. */
export async function forgetBaselines(sql: SqlRunner): Promise<void> {
  const old = "now() - make_interval(days => $1)";
  await sql.query({ text: `DELETE FROM node_baseline WHERE updated_at < ${old}`, values: [keptDays] });
  await sql.query({ text: `DELETE FROM run_deviation WHERE ended_at < ${old}`, values: [keptDays] });
  await sql.query({
    text: `DELETE FROM alert_delivery WHERE status <> 'due' AND created_at < ${old}`,
    values: [keptAlertDays],
  });
}
