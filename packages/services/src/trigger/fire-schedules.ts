import { type RunSubmission, submitRuns } from "@orrery/db/run-log";
import { cronTimes } from "@orrery/node-kit";
import { derivedId } from "@orrery/ports";
import type { Pool } from "pg";
import { ServiceError } from "../service-error.ts";
import { type PublishedTrigger, readTriggers } from "./published-trigger.ts";
import { triggerRun } from "./trigger-run.ts";

/** A firing that is later than this counts as missed. */
const missedAfterMs = 60_000;
/** One that could not be fired is tried again after this. */
const againAfterMs = 60_000;
const mostAtOnce = 100;

/**
 * Starts a run for each schedule whose time has come, and writes when it fires next, in one transaction: of several
 * executors only one has the row, and the run's id is that of its firing. Returns when the next one is due, epoch ms.
 */
export async function fireSchedules(pool: Pool, now: number): Promise<number | null> {
  const client = await pool.connect();
  let failure: Error | undefined;
  // A connection that breaks while nobody else listens to it would end the process.
  const onBroken = (error: Error): void => {
    failure = error;
  };
  client.on("error", onBroken);
  try {
    await client.query("BEGIN");
    const due = await client.query<{ id: string; next_at: Date }>({
      name: "due-schedules",
      text: `SELECT id, next_at FROM "trigger" WHERE enabled AND next_at <= to_timestamp($1::float8 / 1000)
        ORDER BY next_at LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED`,
      values: [now],
    });
    const triggers = await readTriggers(client, { column: "id", values: due.rows.map((row) => row.id) });
    const byId = new Map(triggers.map((trigger) => [trigger.id, trigger]));
    for (const row of due.rows) await fireAlone(client, row, { trigger: byId.get(row.id), now });
    const next = await client.query<{ next_at: Date | null }>({
      name: "next-schedule",
      text: `SELECT min(next_at) AS next_at FROM "trigger" WHERE enabled`,
    });
    await client.query("COMMIT");
    return next.rows[0]?.next_at?.getTime() ?? null;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.off("error", onBroken);
    client.release(failure);
  }
}

type Due = { readonly id: string; readonly next_at: Date };
type Firing = { readonly trigger: PublishedTrigger | undefined; readonly now: number };

/** One schedule that cannot be fired, for whatever reason, holds up no other: it says so, and is tried again later. */
async function fireAlone(client: Parameters<typeof submitRuns>[0], row: Due, firing: Firing): Promise<void> {
  await client.query("SAVEPOINT firing");
  try {
    await fire(client, row, firing);
    await client.query("RELEASE SAVEPOINT firing");
  } catch (error) {
    await client.query("ROLLBACK TO SAVEPOINT firing");
    await client.query(
      `UPDATE "trigger" SET next_at = to_timestamp($2::float8 / 1000), last_problem = $3 WHERE id = $1`,
      [row.id, firing.now + againAfterMs, `It could not be fired, and is tried again in a minute: ${String(error)}`],
    );
  }
}

async function fire(client: Parameters<typeof submitRuns>[0], row: Due, { trigger, now }: Firing): Promise<void> {
  if (trigger?.spec.kind !== "schedule") {
    await client.query(`UPDATE "trigger" SET next_at = NULL WHERE id = $1`, [row.id]);
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
    : { problem: `${new Date(at).toISOString()} was missed and left out.` };
  if ("run" in made) await submitRuns(client, [made.run]);
  const [next] = cronTimes(spec, now, 1);
  await client.query(
    `UPDATE "trigger" SET next_at = to_timestamp($2::float8 / 1000), last_at = CASE WHEN $3::uuid IS NULL THEN last_at ELSE now() END,
       last_run_id = coalesce($3::uuid, last_run_id), last_problem = $4 WHERE id = $1`,
    "run" in made ? [row.id, next ?? null, runId, null] : [row.id, next ?? null, null, made.problem],
  );
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

/** The latest firing that is past. After a long absence it is looked for from a day ago, so as not to count for ever. */
function lastBefore(
  spec: { readonly cron: string; readonly tz: string },
  { first, now }: { readonly first: number; readonly now: number },
): number {
  let last = first;
  let from = Math.max(first, now - 24 * 3_600_000);
  for (let looked = 0; looked < mostLookedThrough; looked += 1) {
    const [next] = cronTimes(spec, from, 1);
    if (next === undefined || next > now) break;
    last = next;
    from = next;
  }
  return last;
}
