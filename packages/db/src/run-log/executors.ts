import { deadAfterMs } from "./leases.ts";
import { driveTask } from "./queue.ts";
import type { SqlDatabase } from "./sql-runner.ts";

/** How an executor describes itself. `poolIds` are those under which graphile-worker locks its jobs. */
export interface ExecutorEntry {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly capacity: number;
}

/** The executors of one database: heartbeats, and what becomes of the runs of one that has died. */
export interface Executors {
  enter(entry: ExecutorEntry): Promise<void>;
  /** `isKnown` is false when this executor has been declared dead meanwhile: all its leases are gone. */
  beat(
    id: string,
    figures: { readonly active: number; readonly poolIds: readonly string[] },
  ): Promise<{ readonly isKnown: boolean }>;
  /** Declares the silent ones dead, raises the epochs of their runs, frees their jobs. Returns the runs that go on. */
  bury(): Promise<readonly string[]>;
  leave(id: string): Promise<void>;
}

/** The registry in Postgres; times are the database's, so clocks of machines need not agree. */
export function createExecutors(sql: SqlDatabase): Executors {
  return {
    async enter(entry) {
      await sql.query({
        name: "enter-executor",
        text: "INSERT INTO executor (id, host, pid, version, capacity, pool_ids) VALUES ($1::uuid, $2, $3, $4, $5, '{}')",
        values: [entry.id, entry.host, entry.pid, entry.version, entry.capacity],
      });
    },

    async beat(id, { active, poolIds }) {
      const found = await sql.query({
        name: "beat-executor",
        text: `UPDATE executor SET heartbeat_at = now(), active = $2, pool_ids = $3::text[]
          WHERE id = $1::uuid AND ended_at IS NULL`,
        values: [id, active, poolIds],
      });
      return { isKnown: found.rowCount === 1 };
    },

    bury: () =>
      sql.transaction(async (client) => {
        const dead = await client.query<{ id: string; pool_ids: string[] }>({
          name: "find-dead",
          text: `UPDATE executor SET ended_at = now() WHERE id IN (
              SELECT id FROM executor
              WHERE ended_at IS NULL AND heartbeat_at < now() - make_interval(secs => ${deadAfterMs / 1000})
              FOR UPDATE SKIP LOCKED
            ) RETURNING id, pool_ids`,
        });
        if (dead.rows.length === 0) return [];
        const runs = await client.query<{ id: string }>({
          name: "take-from-dead",
          text: `WITH locked AS (SELECT id FROM run WHERE owner = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE)
            UPDATE run SET epoch = run.epoch + 1, owner = NULL FROM locked
            WHERE run.id = locked.id AND run.owner = ANY($1::uuid[]) RETURNING run.id`,
          values: [dead.rows.map((row) => row.id)],
        });
        await client.query({
          name: "unlock-jobs-of-dead",
          text: "SELECT graphile_worker.force_unlock_workers($1::text[])",
          values: [dead.rows.flatMap((row) => row.pool_ids)],
        });
        const ids = runs.rows.map((row) => row.id);
        await client.query({
          name: "drive-runs-of-dead",
          text: `SELECT graphile_worker.add_jobs(array_agg(
              ROW('${driveTask}', json_build_object('runId', run), NULL, now(), NULL, 'drive:' || run, NULL, NULL)::graphile_worker.job_spec))
            FROM unnest($1::uuid[]) AS t(run) HAVING count(*) > 0`,
          values: [ids],
        });
        return ids;
      }),

    async leave(id) {
      await sql.query({
        name: "leave-executor",
        text: "UPDATE executor SET ended_at = now(), active = 0 WHERE id = $1::uuid",
        values: [id],
      });
    },
  };
}
