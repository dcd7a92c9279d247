import { type RunSubmission, submitRuns } from "@orrery/db/run-log";
import { formatTraceparent, parseTraceparent, runSpanIdOf, traceIdOf } from "@orrery/engine";
import type { Json } from "@orrery/graph";
import { derivedId, type Values } from "@orrery/ports";
import type { Pool } from "pg";
import { defaultMaxQueued, queueFull } from "../run/backlog.ts";
import { madeOf } from "./fire-schedules.ts";
import { readTriggers } from "./published-trigger.ts";
import { triggerRun } from "./trigger-run.ts";

/** Runs that start each other may form a chain of so many at most. */
export const longestChain = 16;

interface EndedRun {
  readonly workflow_id: string | null;
  readonly workspace_id: string;
  readonly status: string;
  readonly output_value_id: string | null;
  readonly ended_at: Date;
  readonly depth: number;
  /** `traceparent` of its caller. */
  readonly trace: string | null;
}

/**
 * Starts the runs that follow one that has ended. Its job was written in the transaction of that end, and the ids come of
 * the run and the trigger: done twice, it changes nothing. A chain that has grown too long ends here, and its trigger says so.
 * Throws `TOO_MANY_REQUESTS` where the queue of the workspace has no room for all of them: the job is done again later.
 */
export async function followRun(
  pool: Pool,
  values: Values,
  { runId, maxQueued = defaultMaxQueued }: { readonly runId: string; readonly maxQueued?: number },
): Promise<void> {
  const found = await pool.query<EndedRun>({
    name: "ended-run",
    text: `SELECT workflow_id, workspace_id, status, output_value_id, ended_at, depth,
        (SELECT body->>'trace' FROM run_event WHERE run_id = run.id AND seq = 1) AS trace
      FROM run WHERE id = $1::uuid AND ended_at IS NOT NULL`,
    values: [runId],
  });
  const [run] = found.rows;
  if (run === undefined || run.workflow_id === null) return;
  const triggers = await readTriggers(pool, { column: "source_id", values: [run.workflow_id] });
  const wanted = triggers.filter(
    ({ spec, workspaceId }) =>
      spec.kind === "run-finished" &&
      workspaceId === run.workspace_id &&
      spec.on.some((status) => status === run.status),
  );
  if (wanted.length === 0) return;
  const depth = run.depth + 1;
  if (depth > longestChain) {
    await pool.query(`UPDATE "trigger" SET last_problem = $2 WHERE id = ANY($1::uuid[])`, [
      wanted.map(({ id }) => id),
      `Not started after run ${runId}: ${longestChain} runs had already started one another. Do these workflows follow each other in a circle?`,
    ]);
    return;
  }
  const output: Json = run.output_value_id === null ? null : await values.read(runId, run.output_value_id);
  const input = { runId, status: run.status, output };
  const runs: RunSubmission[] = [];
  for (const trigger of wanted) {
    const id = derivedId(run.ended_at.getTime(), `follow ${runId} ${trigger.id}`);
    const made = madeOf(() => triggerRun({ trigger, runId: id, input, depth, trace: traceAfter(runId, run.trace) }));
    if ("run" in made) runs.push(made.run);
    else await pool.query(`UPDATE "trigger" SET last_problem = $2 WHERE id = $1`, [trigger.id, made.problem]);
  }
  const done = await submitRuns(pool, runs, { maxQueued });
  const made = runs.filter((one) => done.get(one.runId) !== undefined && done.get(one.runId) !== "full");
  await pool.query(
    `UPDATE "trigger" SET last_at = now(), last_run_id = t.run, last_problem = NULL
     FROM unnest($1::uuid[], $2::uuid[]) AS t(id, run) WHERE "trigger".id = t.id`,
    [made.map((one) => one.triggerId), made.map((one) => one.runId)],
  );
  const full = runs.filter((one) => done.get(one.runId) === "full");
  if (full.length === 0) return;
  const refusal = queueFull(maxQueued, 0);
  await pool.query(`UPDATE "trigger" SET last_problem = $2 WHERE id = ANY($1::uuid[])`, [
    full.map((one) => one.triggerId),
    `${refusal.message} What follows run ${runId} is started later.`,
  ]);
  throw refusal;
}

/** What follows a run goes on with its trace. */
function traceAfter(runId: string, trace: string | null): string {
  const isSampled = parseTraceparent(trace ?? undefined)?.isSampled ?? true;
  return formatTraceparent({ traceId: traceIdOf(runId, trace ?? undefined), spanId: runSpanIdOf(runId), isSampled });
}
