import type { Pool } from "pg";
import { type RunSubmission, type SubmittedRun, submitRuns } from "./submit-runs.ts";

/**
 * One run that two keys of its trigger stand for: `messageKey`, which is taken first, and its own. Of calls with an equal
 * message key that come at the same moment one makes a run, whatever the other key is; where the run's own key was known
 * before, the message key comes to stand for that run too. Undefined: one of the keys was there, and nothing was made.
 */
export async function submitKeyedRun(
  pool: Pool,
  { run, messageKey }: { readonly run: RunSubmission & { readonly triggerId: string }; readonly messageKey: string },
  limits: { readonly maxQueued?: number } = {},
): Promise<SubmittedRun | undefined> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const onBroken = (error: Error): void => {
    failure = error;
  };
  client.on("error", onBroken);
  try {
    await client.query("BEGIN");
    // Waits for a call with the same message key that is being stored.
    const taken = await client.query({
      name: "take-message-key",
      text: "INSERT INTO trigger_key (trigger_id, key, run_id) VALUES ($1::uuid, $2, $3::uuid) ON CONFLICT DO NOTHING",
      values: [run.triggerId, messageKey, run.runId],
    });
    const done = taken.rowCount === 1 ? (await submitRuns(client, [run], limits)).get(run.runId) : undefined;
    if (taken.rowCount === 1 && done === undefined) {
      await client.query({
        name: "share-message-key",
        text: `UPDATE trigger_key AS mine SET run_id = theirs.run_id FROM trigger_key AS theirs
          WHERE mine.trigger_id = $1::uuid AND mine.key = $2 AND theirs.trigger_id = $1::uuid AND theirs.key = $3`,
        values: [run.triggerId, messageKey, run.key],
      });
    }
    // Of a run that is refused its message key is let go.
    await client.query(done === "full" ? "ROLLBACK" : "COMMIT");
    return done;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.off("error", onBroken);
    client.release(failure);
  }
}
