import { type RunSubmission, submitRuns } from "@orrery/db/run-log";
import type { Pool } from "pg";
import { createBacklog, defaultMaxQueued } from "./backlog.ts";

/** Hands runs to the database; starts that arrive while a statement is under way go out together in the next. */
export interface RunSubmitter {
  /** Throws `TOO_MANY_REQUESTS` where too many runs of the workspace are queued. Who owns the run now, null where nobody does yet; `absent`: its id or key was there before, and it was not made. */
  submit(run: RunSubmission): Promise<Submitted>;
}

type Submitted = { readonly owner: string | null } | "absent";

interface Waiting {
  readonly run: RunSubmission;
  readonly resolve: (submitted: Submitted) => void;
  readonly reject: (error: unknown) => void;
}

const batchLimit = 200;

/** At most two statements are under way; there is no timer, so a lone start is never held back. */
export function createRunSubmitter(pool: Pool, maxQueued = defaultMaxQueued): RunSubmitter {
  const backlog = createBacklog(pool, maxQueued);
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
    const owners = await submitRuns(
      pool,
      batch.map((entry) => entry.run),
    );
    for (const { run, resolve } of batch) {
      const owner = owners.get(run.runId);
      resolve(owner === undefined ? "absent" : { owner });
    }
  }

  return {
    async submit(run) {
      await backlog.admit(run.workspaceId);
      return new Promise((resolve, reject) => {
        waiting.push({ run, resolve, reject });
        void flush();
      });
    },
  };
}
