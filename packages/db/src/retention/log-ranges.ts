import type { SqlRunner } from "../run-log/sql-runner.ts";
import type { RangeMark } from "./archive-format.ts";

/** A span of time whose runs have partitions of their own. */
export interface LogRange {
  /** The end of its partitions' names: `2026_11`, or `2026_11_23` for a week or a day. */
  readonly name: string;
  /** Ids of runs from `low`, below `high`. */
  readonly low: string;
  readonly high: string;
  /** The same as times, ISO. */
  readonly from: string;
  readonly to: string;
}

/**
 * The ranges of one table that ended at least `days` ago, the oldest first. The default partition is none of them.
 * No time before 1970: an id of such a time would be later than all others.
 */
export async function rangesBefore(
  sql: SqlRunner,
  asked: { readonly parent: "run_event" | "run_value"; readonly days: number },
): Promise<readonly LogRange[]> {
  const found = await sql.query<{ name: string; low: string; high: string; from: Date; to: Date }>({
    text: `SELECT substr(name, length($1) + 2) AS name, low, high, run_id_time(low) AS from, run_id_time(high) AS to
      FROM log_partition WHERE parent = $1 AND high <= run_id_at(greatest(now() - make_interval(days => $2), to_timestamp(0))) ORDER BY low`,
    values: [asked.parent, asked.days],
  });
  return found.rows.map((row) => ({ ...row, from: row.from.toISOString(), to: row.to.toISOString() }));
}

/** How many runs of a range still keep it in the database: those that have not ended, or have a command to answer. */
export async function liveRuns(sql: SqlRunner, range: LogRange): Promise<number> {
  const found = await sql.query<{ n: number }>({
    text: `SELECT count(*)::int AS n FROM run WHERE id >= $1::uuid AND id < $2::uuid AND (ended_at IS NULL OR owner IS NOT NULL
        OR EXISTS (SELECT FROM run_command c WHERE c.run_id = run.id AND c.handled_seq IS NULL))`,
    values: [range.low, range.high],
  });
  return found.rows[0]?.n ?? 0;
}

/** How far the logs of a range have come. */
export async function rangeMark(sql: SqlRunner, range: Pick<LogRange, "low" | "high">): Promise<RangeMark> {
  const { rows } = await sql.query<{ runs: number; last_seqs: number }>({
    text: `SELECT count(*)::int AS runs, coalesce(sum(last_seq), 0)::float8 AS last_seqs
      FROM run WHERE id >= $1::uuid AND id < $2::uuid`,
    values: [range.low, range.high],
  });
  return { runs: rows[0]?.runs ?? 0, lastSeqs: rows[0]?.last_seqs ?? 0 };
}
