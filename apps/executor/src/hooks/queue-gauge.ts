import type { RunStore } from "@orrery/db/run-log";

/** How many runs wait for an executor, as of a moment ago. */
export interface QueueGauge {
  /** Seconds after which a caller may try again; null while there is room. */
  retryAfter(): number | null;
}

const freshMs = 500;

/** `ORRERY_MAX_QUEUED`: so many runs may wait for an executor before calls are answered 429. */
export function readMostQueued(env: Readonly<Record<string, string | undefined>>): number {
  const given = Number(env.ORRERY_MAX_QUEUED ?? "");
  return Number.isInteger(given) && given > 0 ? given : 100_000;
}

/**
 * Looks at the queue at most twice a second, and only while calls come in.
 * @param limit more than so many waiting runs are too many.
 */
export function createQueueGauge(store: Pick<RunStore, "pool">, limit: number): QueueGauge {
  let waiting = 0;
  let falling = 0;
  let lookedAt = 0;
  let isLooking = false;

  const look = async (): Promise<void> => {
    isLooking = true;
    const before = { waiting, lookedAt };
    try {
      const found = await store.pool.query<{ n: number }>({
        name: "count-queued",
        text: `SELECT ((SELECT count(*) FROM (SELECT FROM run WHERE place IN ('key', 'capacity') AND ended_at IS NULL LIMIT $1) AS q)
          + (SELECT count(*) FROM (SELECT FROM run WHERE place = 'admitted' AND ended_at IS NULL AND owner IS NULL LIMIT $1) AS a))::int AS n`,
        values: [limit + 1],
      });
      waiting = found.rows[0]?.n ?? 0;
      const seconds = (Date.now() - before.lookedAt) / 1_000;
      falling = before.lookedAt === 0 ? 0 : (before.waiting - waiting) / seconds;
    } catch {
      // The submit itself will say that the database is away.
    } finally {
      lookedAt = Date.now();
      isLooking = false;
    }
  };

  return {
    retryAfter() {
      if (!isLooking && Date.now() - lookedAt > freshMs) void look();
      if (waiting <= limit) return null;
      return falling > 0 ? Math.min(60, Math.max(1, Math.ceil((waiting - limit) / falling))) : 5;
    },
  };
}
