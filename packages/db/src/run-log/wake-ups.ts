import { idPayloads } from "./bus-payload.ts";
import type { SqlRunner } from "./sql-runner.ts";

/** Less than a frame: nobody who watches sees it. */
const restMs = 10;

/** When the watchers of a run are woken. */
export interface WakeUps {
  /**
   * Whether the statement that is made now is to wake the watchers of this run itself: always where the news is urgent,
   * otherwise where they were not woken just now.
   */
  isDue(runId: string, isUrgent: boolean): boolean;
  /** What this run has written has landed, and its watchers were not woken by it: they will be. */
  later(runId: string): void;
}

/**
 * A quick run would wake everybody who listens with each step, a hundred times in a frame, and each notification is work
 * for every listening process and delays the commit that carries it. So the first goes out with its rows, and what follows
 * within `restMs` is told at its end, once, beside the commits. A wake-up that is lost with this process is made up for by
 * the poll of those who watch, as any other.
 */
export function createWakeUps(sql: SqlRunner): WakeUps {
  let recent = new Set<string>();
  let late = new Set<string>();
  let isResting = false;

  const rest = (): void => {
    if (isResting) return;
    isResting = true;
    setTimeout(tell, restMs).unref();
  };

  const tell = (): void => {
    isResting = false;
    recent = late;
    late = new Set();
    if (recent.size === 0) return;
    rest();
    void notifyRuns(sql, [...recent]).catch(() => undefined);
  };

  return {
    isDue(runId, isUrgent) {
      if (!isUrgent && recent.has(runId)) return false;
      recent.add(runId);
      late.delete(runId);
      rest();
      return true;
    },
    later(runId) {
      late.add(runId);
      rest();
    },
  };
}

async function notifyRuns(sql: SqlRunner, runIds: readonly string[]): Promise<void> {
  await sql.query({
    name: "wake-watchers",
    text: "SELECT pg_notify('orrery_run', payload)::text FROM unnest($1::text[]) AS t(payload)",
    values: [idPayloads(runIds)],
  });
}
