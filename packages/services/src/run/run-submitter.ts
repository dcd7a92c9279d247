import { type RunSubmission, submitRuns } from "@orrery/db";
import type { Pool } from "pg";

/** Hands runs to the database; starts that arrive while a statement is under way go out together in the next. */
export interface RunSubmitter {
  submit(run: RunSubmission): Promise<void>;
}

interface Waiting {
  readonly run: RunSubmission;
  readonly done: (error: unknown) => void;
}

const batchLimit = 200;

/** At most two statements are under way; there is no timer, so a lone start is never held back. */
export function createRunSubmitter(pool: Pool): RunSubmitter {
  const waiting: Waiting[] = [];
  let underWay = 0;

  async function flush(): Promise<void> {
    if (underWay >= 2 || waiting.length === 0) return;
    const batch = waiting.splice(0, batchLimit);
    underWay += 1;
    try {
      await submitRuns(
        pool,
        batch.map((entry) => entry.run),
      );
      for (const entry of batch) entry.done(null);
    } catch (error) {
      if (batch.length === 1) batch[0]?.done(error);
      else await submitOneByOne(batch);
    } finally {
      underWay -= 1;
      void flush();
    }
  }

  async function submitOneByOne(batch: readonly Waiting[]): Promise<void> {
    for (const entry of batch) {
      await submitRuns(pool, [entry.run]).then(() => entry.done(null), entry.done);
    }
  }

  return {
    submit: (run) =>
      new Promise((resolve, reject) => {
        waiting.push({ run, done: (error) => (error === null ? resolve() : reject(error)) });
        void flush();
      }),
  };
}
