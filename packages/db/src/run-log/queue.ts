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
