import { type RunSubmission, submitRuns } from "@orrery/db/run-log";
import { cronTimes } from "@orrery/node-kit";
import { derivedId } from "@orrery/ports";
import type { Pool, PoolClient } from "pg";
import { defaultMaxQueued, queueFull } from "../run/backlog.ts";
import { ServiceError } from "../service-error.ts";
import { readTriggers } from "./published-trigger.ts";
import { triggerRun } from "./trigger-run.ts";

/** A firing that is later than this counts as missed. */
const missedAfterMs = 60_000;
/** One that could not be fired is tried again after this, and so twice before it counts as missed. */
const againAfterMs = 20_000;
const mostAtOnce = 100;

/**
 * Starts a run for each schedule whose time has come, and writes when it fires next, in one transaction each: of several
 * executors only one has the row, and the run's id is that of its firing. Where it cannot be fired, or the workspace's queue
 * is full, its trigger says so, and it is tried again until it counts as missed. Returns when the next one is due, epoch ms.
 */
export async function fireSchedules(pool: Pool, now: number, maxQueued = defaultMaxQueued): Promise<number | null> {
  const client = await pool.connect();
  let failure: Error | undefined;
  // A connection that breaks while nobody else listens to it would end the process.
  const onBroken = (error: Error): void => {
    failure = error;
  };
  client.on("error", onBroken);
  try {
    for (let fired = 0; fired < mostAtOnce; fired += 1) if (!(await fireNext(client, { now, maxQueued }))) break;
    const next = await client.query<{ next_at: Date | null }>({
      name: "next-schedule",
      text: `SELECT min(greatest(next_at, again_at)) AS next_at FROM "trigger" WHERE enabled AND next_at IS NOT NULL`,
    });
    return next.rows[0]?.next_at?.getTime() ?? null;
  } finally {
    client.off("error", onBroken);
    client.release(failure);
  }
}

type Due = { readonly id: string; readonly next_at: Date; readonly again_at: Date | null };
type Look = { readonly now: number; readonly maxQueued: number };

/** Fires the schedule that has been due longest; false where none is. */
async function fireNext(client: PoolClient, look: Look): Promise<boolean> {
  await client.query("BEGIN");
  try {
    const due = await client.query<Due>({
      name: "due-schedule",
      text: `SELECT id, next_at, again_at FROM "trigger"
        WHERE enabled AND greatest(next_at, again_at) <= to_timestamp($1::float8 / 1000) AND next_at IS NOT NULL
        ORDER BY greatest(next_at, again_at) LIMIT 1 FOR UPDATE SKIP LOCKED`,
      values: [look.now],
    });
    const [row] = due.rows;
    if (row !== undefined) await fireAlone(client, row, look);
    await client.query("COMMIT");
    return row !== undefined;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  }
}

/** One schedule that cannot be fired, for whatever reason, holds up no other: it says so, and is tried again later. */
async function fireAlone(client: PoolClient, row: Due, look: Look): Promise<void> {
  await client.query("SAVEPOINT firing");
  try {
    await fire(client, row, look);
    await client.query("RELEASE SAVEPOINT firing");
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT firing");
    const why = error instanceof ServiceError ? error.message : `It could not be fired: ${String(error)}`;
    await client.query(
      `UPDATE "trigger" SET again_at = to_timestamp($2::float8 / 1000), last_problem = $3 WHERE id = $1`,
      [row.id, look.now + againAfterMs, `${why} The firing of ${row.next_at.toISOString()} is tried again.`],
    );
  }
}

async function fire(client: PoolClient, row: Due, { now, maxQueued }: Look): Promise<void> {
  const [trigger] = await readTriggers(client, { column: "id", values: [row.id] });
  if (trigger?.spec.kind !== "schedule") {
    await client.query(`UPDATE "trigger" SET next_at = NULL, again_at = NULL WHERE id = $1`, [row.id]);
    return;
  }
  const { spec } = trigger;
  const first = row.next_at.getTime();
  const isMissed = now - first > missedAfterMs;
  const at = isMissed ? lastBefore(spec, { first, now }) : first;
  const isWanted = !isMissed || spec.missed === "once" || now - at <= missedAfterMs;
  const runId = derivedId(at, `schedule ${trigger.id} ${at}`);
  const made = isWanted
    ? madeOf(() => triggerRun({ trigger, runId, input: { at: new Date(at).toISOString() } }))
    : { problem: leftOut(at, row) };
  if ("run" in made && (await submitRuns(client, [made.run], { maxQueued })).get(runId) === "full")
    throw queueFull(maxQueued, 0);
  const [next] = cronTimes(spec, now, 1);
  await client.query(
    `UPDATE "trigger" SET next_at = to_timestamp($2::float8 / 1000), again_at = NULL,
       last_at = CASE WHEN $3::uuid IS NULL THEN last_at ELSE now() END,
       last_run_id = coalesce($3::uuid, last_run_id), last_problem = $4 WHERE id = $1`,
    "run" in made ? [row.id, next ?? null, runId, null] : [row.id, next ?? null, null, made.problem],
  );
}

function leftOut(at: number, { again_at }: Due): string {
  const time = new Date(at).toISOString();
  return again_at === null
    ? `${time} was missed and left out.`
    : `${time} could not be fired within a minute, and was left out.`;
}

/** A run, or why there can be none: its trigger says so. */
export function madeOf(make: () => RunSubmission): { readonly run: RunSubmission } | { readonly problem: string } {
  try {
    return { run: make() };
  } catch (error) {
    if (error instanceof ServiceError) return { problem: error.message };
    throw error;
  }
}

const mostLookedThrough = 10_000;
const dayMs = 86_400_000;
/** A minute's schedule has its latest firing within the first of these, a yearly one within the last. */
const lookBackDays = [1, 8, 35, 370];

/** The latest firing that is past; after a long absence it is looked for in ever longer pieces, so as not to count for ever. */
function lastBefore(
  spec: { readonly cron: string; readonly tz: string },
  { first, now }: { readonly first: number; readonly now: number },
): number {
  for (const days of lookBackDays) {
    const since = Math.max(first, now - days * dayMs);
    let last: number | null = null;
    let from = since;
    for (let looked = 0; looked < mostLookedThrough; looked += 1) {
      const [next] = cronTimes(spec, from, 1);
      if (next === undefined || next > now) break;
      last = next;
      from = next;
    }
    if (last !== null) return last;
    if (since === first) break;
  }
  return first;
}
