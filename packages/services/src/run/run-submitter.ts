import { type RunSubmission, submitKeyedRun, submitRuns } from "@orrery/db/run-log";
import type { Pool } from "pg";
import { createBacklog, defaultMaxQueued } from "./backlog.ts";
import { createStoredOnce } from "./stored-once.ts";

/** Hands runs to the database; starts that arrive while a statement is under way go out together in the next. */
export interface RunSubmitter {
  /**
   * Throws `TOO_MANY_REQUESTS` where too many runs of the workspace are queued. Who owns the run now, null where nobody does
   * yet; `absent`: its id or key was there before, and it was not made.
   * @param messageKey a second key of its trigger, which no two runs have either; see `submitKeyedRun`.
   */
  submit(run: RunSubmission, messageKey?: string | null): Promise<Submitted>;
}

type Submitted = { readonly owner: string | null } | "absent";

interface Waiting {
  readonly run: RunSubmission;
  readonly isNear: boolean;
  readonly resolve: (submitted: Submitted) => void;
  readonly reject: (error: unknown) => void;
}

const batchLimit = 200;

/** At most two statements are under way; there is no timer, so a lone start is never held back. */
export function createRunSubmitter(pool: Pool, maxQueued = defaultMaxQueued): RunSubmitter {
  const backlog = createBacklog(pool, maxQueued);
  const stored = createStoredOnce();
  const waiting: Waiting[] = [];
  let underWay = 0;

  async function flush(): Promise<void> {
    if (underWay >= 2 || waiting.length === 0) return;
    const batch = waiting.splice(0, batchLimit);
    underWay += 1;
    try {
      await submit(batch);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else for (const entry of batch) await submit([entry]).catch(entry.reject);
    } finally {
      underWay -= 1;
      void flush();
    }
  }

  async function submit(batch: readonly Waiting[]): Promise<void> {
    const done = await submitRuns(
      pool,
      batch.map((entry) => stored.lean(entry.run)),
      batch.some(({ isNear }) => isNear) ? { maxQueued } : {},
    );
    for (const { run, resolve, reject } of batch) {
      stored.note(run);
      const outcome = done.get(run.runId) ?? "absent";
      if (outcome === "full") reject(backlog.refusal(run.workspaceId));
      else resolve(outcome);
    }
  }

  return {
    async submit(run, messageKey = null) {
      const isNear = backlog.isNear(run.workspaceId);
      const { triggerId = null } = run;
      if (messageKey === null || triggerId === null) {
        return new Promise((resolve, reject) => {
          waiting.push({ run, isNear, resolve, reject });
          void flush();
        });
      }
      const keyed = { run: { ...run, triggerId }, messageKey };
      const outcome = (await submitKeyedRun(pool, keyed, isNear ? { maxQueued } : {})) ?? "absent";
      if (outcome === "full") throw backlog.refusal(run.workspaceId);
      return outcome;
    },
  };
}
