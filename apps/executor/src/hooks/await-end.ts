import type { RunStore } from "@orrery/db/run-log";
import type { Json } from "@orrery/graph";

/** How a run ended. */
export interface EndedRun {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly output: Json;
  readonly errorCode: string | null;
}

/** Waits for ends of runs that other executors drive, or that were given away. */
export interface EndWaiter {
  /** Null where it has not ended within `ms`. */
  wait(runId: string, ms: number): Promise<EndedRun | null>;
  close(): void;
}

const pollMs = 1_000;

export function createEndWaiter(store: Pick<RunStore, "pool" | "bus" | "values">): EndWaiter {
  const waiting = new Map<string, Set<() => void>>();
  const stop = store.bus.subscribe("run", (runId) => {
    for (const wake of waiting.get(runId) ?? []) wake();
  });

  const read = async (runId: string): Promise<EndedRun | null> => {
    const found = await store.pool.query<{
      status: EndedRun["status"];
      output_value_id: string | null;
      error_code: string | null;
    }>({
      name: "ended-run-of-hook",
      text: "SELECT status, output_value_id, error_code FROM run WHERE id = $1::uuid AND ended_at IS NOT NULL",
      values: [runId],
    });
    const [row] = found.rows;
    if (row === undefined) return null;
    const output = row.output_value_id === null ? null : await store.values.read(runId, row.output_value_id);
    return { status: row.status, output, errorCode: row.error_code };
  };

  return {
    async wait(runId, ms) {
      const until = Date.now() + ms;
      const wakers = waiting.get(runId) ?? new Set();
      waiting.set(runId, wakers);
      let wake = (): void => undefined;
      const wakeMe = (): void => wake();
      wakers.add(wakeMe);
      try {
        for (;;) {
          const woken = new Promise<void>((resolve) => {
            wake = resolve;
          });
          const ended = await read(runId);
          if (ended !== null || Date.now() >= until) return ended;
          let timer: NodeJS.Timeout | undefined;
          const patience = new Promise<void>((resolve) => {
            timer = setTimeout(resolve, Math.min(pollMs, until - Date.now()));
          });
          await Promise.race([woken, patience]);
          clearTimeout(timer);
        }
      } finally {
        wakers.delete(wakeMe);
        if (wakers.size === 0) waiting.delete(runId);
      }
    },
    close: stop,
  };
}
