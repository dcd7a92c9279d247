import { deadAfterMs } from "../run-log/executor-signs.ts";
import type { SqlRunner } from "../run-log/sql-runner.ts";

/** How the whole installation stands. Ages in seconds, by the database's clock; 0 where there is nothing. */
export interface FleetFigures {
  readonly executors: readonly { readonly state: "ready" | "draining" | "silent"; readonly count: number }[];
  /** Runs that all living executors drive at most. */
  readonly capacity: number;
  readonly leases: number;
  readonly oldestLeaseS: number;
  /** `labels`: with commas, of those that wait for an executor that has them; the 30 longest queues. */
  readonly queues: readonly {
    readonly waitsFor: "key" | "capacity" | "labels";
    readonly labels: string;
    readonly runs: number;
    readonly oldestS: number;
  }[];
  /** Those that could be done now and have not begun; a command to a run has one, too. */
  readonly jobs: number;
  readonly oldestJobS: number;
}

const queuesShown = 30;

/** Reads them: some short statements over what is open, none over what has ended. */
export async function readFleetFigures(sql: SqlRunner): Promise<FleetFigures> {
  const [executors, leases, queues, jobs] = await Promise.all([
    sql.query<{ state: "ready" | "draining" | "silent"; count: number; capacity: number }>({
      name: "figures-executors",
      text: `SELECT CASE WHEN heartbeat_at < now() - make_interval(secs => ${deadAfterMs / 2_000}) THEN 'silent'
            WHEN draining_at IS NOT NULL THEN 'draining' ELSE 'ready' END AS state,
          count(*)::int AS count, sum(capacity)::int AS capacity
        FROM executor WHERE ended_at IS NULL GROUP BY 1`,
    }),
    sql.query<{ runs: number; oldestS: number }>({
      name: "figures-leases",
      text: `SELECT count(*)::int AS runs, ${age("min(coalesce(leased_at, created_at))")} AS "oldestS"
        FROM run WHERE owner = ANY (ARRAY(SELECT id FROM executor WHERE ended_at IS NULL))`,
    }),
    sql.query<FleetFigures["queues"][number]>({
      name: "figures-queues",
      text: `SELECT "waitsFor", labels, count(*)::int AS runs, ${age("min(created_at)")} AS "oldestS" FROM (
          SELECT place AS "waitsFor", '' AS labels, created_at FROM run
          WHERE place IN ('key', 'capacity') AND ended_at IS NULL
          UNION ALL
          SELECT 'labels', array_to_string(needs, ','), created_at FROM run
          WHERE needs <> '{}' AND owner IS NULL AND ended_at IS NULL
        ) AS held GROUP BY 1, 2 ORDER BY runs DESC, 1, 2 LIMIT ${queuesShown}`,
    }),
    sql.query<{ jobs: number; oldestS: number }>({
      name: "figures-jobs",
      text: `SELECT count(*)::int AS jobs, ${age("min(run_at)")} AS "oldestS"
        FROM graphile_worker._private_jobs WHERE locked_at IS NULL AND run_at <= now() AND attempts < max_attempts`,
    }),
  ]);
  const [lease, job] = [leases.rows[0], jobs.rows[0]];
  return {
    executors: executors.rows.map(({ state, count }) => ({ state, count })),
    capacity: executors.rows.reduce((sum, row) => sum + (row.state === "ready" ? row.capacity : 0), 0),
    leases: lease?.runs ?? 0,
    oldestLeaseS: lease?.oldestS ?? 0,
    queues: queues.rows,
    jobs: job?.jobs ?? 0,
    oldestJobS: job?.oldestS ?? 0,
  };
}

function age(of: string): string {
  return `greatest(0, coalesce(extract(epoch FROM now() - ${of}), 0))::float8`;
}
