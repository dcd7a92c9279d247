import type { SqlRunner } from "./sql-runner.ts";

const monthsAhead = 3;

/** Makes the log's monthly partitions up to three months ahead; those that are there stay as they are. */
export async function preparePartitions(sql: SqlRunner): Promise<void> {
  await sql.query({ text: "SELECT ensure_run_event_partitions($1)", values: [monthsAhead] });
}
