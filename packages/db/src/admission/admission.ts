import { deadAfterMs } from "../run-log/executor-signs.ts";
import type { SqlRunner } from "../run-log/sql-runner.ts";

/** While no executor is there, so many runs are handed to the dispatcher's queue for whoever comes first; more wait here. */
export const placesWithoutExecutors = 1_000;

/** Runs of one key, of which at most `limit` are under way at a time. */
export interface Gate {
  /** Names it in the whole installation. */
  readonly key: string;
  /** As people see it. */
  readonly label: string;
  readonly limit: number;
}

/** Lets runs that are queued have the places that have become free. */
export interface Admission {
  /**
   * Looks at these keys, and at the places of the executors. Calls that come while a look is under way are answered by the
   * next one together. Rejects with the database's error; the sweep makes up for it.
   */
  admit(keys: readonly string[]): Promise<void>;
  /** Looks at everything that is queued: for what a crash, or a row that was locked, has left behind. */
  sweep(): Promise<void>;
}

/** One look, as one statement. See the functions in the migration for the order in which runs are taken. */
export async function admitRuns(sql: SqlRunner, keys: readonly string[]): Promise<void> {
  await sql.query({
    name: "admit-runs",
    text: `SELECT admit_at_gates($1::text[]), admit_to_executors(make_interval(secs => $2::float8), $3::int)`,
    values: [keys, deadAfterMs / 1000, placesWithoutExecutors],
  });
}

export function createAdmission(sql: SqlRunner): Admission {
  const wanted = new Set<string>();
  let next: Promise<void> | null = null;
  let current: Promise<void> = Promise.resolve();

  const look = async (): Promise<void> => {
    await current.catch(() => undefined);
    next = null;
    const keys = [...wanted];
    wanted.clear();
    current = admitRuns(sql, keys);
    await current;
  };

  const admit = (keys: readonly string[]): Promise<void> => {
    for (const key of keys) wanted.add(key);
    next ??= look();
    return next;
  };

  return {
    admit,

    async sweep() {
      const found = await sql.query<{ keys: string[] | null; is_queued: boolean }>({
        name: "sweep-queue",
        // From one key to the next by the index: a key with many runs costs as much as one with a single run.
        text: `WITH RECURSIVE keys AS (
            (SELECT gate_key AS k FROM run WHERE place = 'key' AND ended_at IS NULL ORDER BY gate_key LIMIT 1)
            UNION ALL
            SELECT (SELECT gate_key FROM run WHERE place = 'key' AND ended_at IS NULL AND gate_key > k ORDER BY gate_key LIMIT 1)
            FROM keys WHERE k IS NOT NULL
          )
          SELECT array_agg(k) FILTER (WHERE k IS NOT NULL) AS keys,
            EXISTS (SELECT FROM run WHERE place = 'capacity' AND ended_at IS NULL) AS is_queued FROM keys`,
      });
      const [row] = found.rows;
      const keys = row?.keys ?? [];
      if (keys.length > 0 || row?.is_queued === true) await admit(keys);
    },
  };
}
