import type { LogWidth } from "../retention/retention-settings.ts";
import type { SqlRunner } from "./sql-runner.ts";

const unitsAhead: Readonly<Record<LogWidth, number>> = { month: 3, week: 6, day: 14 };

/**
 * Makes the partitions of events and values for the time that comes; those that are there stay as they are, but for empty
 * ones of the future that are wider than `width`.
 */
export async function preparePartitions(sql: SqlRunner, width: LogWidth = "month"): Promise<void> {
  await sql.query({ text: "SELECT ensure_log_partitions($1, $2)", values: [width, unitsAhead[width]] });
}
