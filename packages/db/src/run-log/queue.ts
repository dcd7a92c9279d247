import type { Queue } from "@orrery/ports";
import type { SqlRunner } from "./sql-runner.ts";

/** The only task: drive the run that the payload names. */
export const driveTask = "drive";

/**
 * Jobs of graphile-worker, one a run by job key: asking again moves the waiting job to the new time. A job that is being
 * worked on cannot be moved; then a second one is added. Send to it only from where the run's state is known (its
 * owner), or for now.
 */
export function createQueue(sql: SqlRunner): Queue {
  return {
    async drive(jobs) {
      const byRun = new Map(jobs.map((job) => [job.runId, job]));
      if (byRun.size === 0) return;
      const wanted = [...byRun.values()];
      await sql.query({
        name: "add-drive-jobs",
        text: `SELECT graphile_worker.add_jobs(array_agg(
            ROW('${driveTask}', json_build_object('runId', run), NULL, coalesce(to_timestamp(at / 1000), now()), NULL,
              'drive:' || run, NULL, NULL)::graphile_worker.job_spec))
          FROM unnest($1::uuid[], $2::float8[]) AS t(run, at)`,
        values: [wanted.map((job) => job.runId), wanted.map((job) => job.at ?? null)],
      });
    },
  };
}

/**
 * Asks for a drive of the run at `at` or earlier: where a command has just asked for one now, that one stays. Moving it
 * would let the command wait for the run's timer, however far that is. Belongs into a transaction, which keeps the job's
 * row locked between the two statements.
 * @param at milliseconds since 1970.
 */
export async function driveAtLatest(sql: SqlRunner, runId: string, at: number): Promise<void> {
  const kept = await sql.query<{ is_late: boolean }>({
    name: "drive-at-latest",
    text: `SELECT run_at > to_timestamp($2::float8 / 1000) AS is_late FROM graphile_worker.add_jobs(ARRAY[
        ROW('${driveTask}', json_build_object('runId', $1::uuid), NULL, to_timestamp($2::float8 / 1000), NULL,
          'drive:' || $1::text, NULL, NULL)::graphile_worker.job_spec
      ], true)`,
    values: [runId, at],
  });
  if (kept.rows.some((job) => job.is_late)) await createQueue(sql).drive([{ runId, at }]);
}
