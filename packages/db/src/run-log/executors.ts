import type { Executors } from "@orrery/ports";
import { deadAfterMs } from "./leases.ts";
import { createQueue } from "./queue.ts";
import type { SqlDatabase, SqlRunner } from "./sql-runner.ts";

interface Gone {
  readonly id: string;
  readonly pool_ids: readonly string[];
}

/** The registry of executors in Postgres. All times are the database's, so the clocks of machines need not agree. */
export function createExecutors(sql: SqlDatabase): Executors {
  return {
    async enter(entry) {
      await sql.query({
        name: "enter-executor",
        text: `INSERT INTO executor (id, host, pid, version, capacity, pool_ids) VALUES ($1::uuid, $2, $3, $4, $5, '{}')`,
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
          text: `UPDATE executor SET ended_at = now(), active = 0 WHERE id IN (
              SELECT id FROM executor
              WHERE ended_at IS NULL AND heartbeat_at < now() - make_interval(secs => ${deadAfterMs / 1000})
              FOR UPDATE SKIP LOCKED
            ) RETURNING id, pool_ids`,
        });
        return passOn(client, dead.rows);
      }),

    leave: (id) =>
      sql.transaction(async (client) => {
        const left = await client.query<{ id: string; pool_ids: string[] }>({
          name: "leave-executor",
          text: `UPDATE executor SET ended_at = now(), active = 0 WHERE id = $1::uuid AND ended_at IS NULL
            RETURNING id, pool_ids`,
          values: [id],
        });
        if (left.rows.length > 0) await passOn(client, left.rows);
      }),
  };
}

/**
 * Frees the jobs of executors that are gone, and asks that their runs be driven, under epochs that shut them out. Takes
 * every run whose owner has ended: one that was claimed in the very moment of its owner's burial is found a second later.
 */
async function passOn(client: SqlRunner, gone: readonly Gone[]): Promise<readonly string[]> {
  if (gone.length > 0) {
    await client.query({
      name: "unlock-jobs",
      text: "SELECT graphile_worker.force_unlock_workers($1::text[])",
      values: [gone.flatMap((executor) => executor.pool_ids)],
    });
  }
  const runs = await client.query<{ id: string }>({
    name: "pass-on-runs",
    text: `WITH locked AS (
        SELECT run.id FROM run JOIN executor ON executor.id = run.owner WHERE executor.ended_at IS NOT NULL
        ORDER BY run.id FOR NO KEY UPDATE OF run
      )
      UPDATE run SET epoch = run.epoch + 1, owner = NULL
      FROM locked, executor
      WHERE run.id = locked.id AND executor.id = run.owner AND executor.ended_at IS NOT NULL RETURNING run.id`,
  });
  const ids = runs.rows.map((row) => row.id);
  await createQueue(client).drive(ids.map((runId) => ({ runId })));
  return ids;
}
