import type { RunStore } from "@orrery/db/run-log";
import type { Json } from "@orrery/graph";

/** How a run ended. */
export interface EndedRun {
  readonly status: "succeeded" | "failed" | "cancelled";
  readonly output: Json;
  readonly errorCode: string | null;
}

/** What a step of the run (`respond`) has answered its caller, durably; the run may go on. */
export interface EarlyAnswer {
  readonly status: "answered";
  /** `{ status, headers, body }`. */
  readonly output: Json;
}

/** Waits for ends of runs that other executors drive, or that were given away. */
export interface EndWaiter {
  /** Null where it has not ended within `ms`. */
  wait(runId: string, ms: number): Promise<EndedRun | null>;
  /** The first answer that one of these steps gives, or the end of the run where none did. Null as `wait`. */
  answer(runId: string, stepKeys: readonly string[], ms: number): Promise<EarlyAnswer | EndedRun | null>;
  close(): void;
}

interface RunRow {
  readonly is_over: boolean;
  readonly status: EndedRun["status"];
  readonly output_value_id: string | null;
  readonly error_code: string | null;
}

const pollMs = 1_000;

export function createEndWaiter(store: Pick<RunStore, "pool" | "bus" | "values">): EndWaiter {
  const waiting = new Map<string, Set<() => void>>();
  const stop = store.bus.subscribe("run", (runId) => {
    for (const wake of waiting.get(runId) ?? []) wake();
  });

  const endOf = async (runId: string, row: RunRow): Promise<EndedRun> => {
    const output = row.output_value_id === null ? null : await store.values.read(runId, row.output_value_id);
    return { status: row.status, output, errorCode: row.error_code };
  };

  const readEnd = async (runId: string): Promise<EndedRun | null> => {
    const found = await store.pool.query<RunRow>({
      name: "ended-run-of-hook",
      text: "SELECT true AS is_over, status, output_value_id, error_code FROM run WHERE id = $1::uuid AND ended_at IS NOT NULL",
      values: [runId],
    });
    const [row] = found.rows;
    return row === undefined ? null : endOf(runId, row);
  };

  /** Reads on in the log from where it was left: a long run is not read again at each of its events. */
  const answerReader = (runId: string, stepKeys: readonly string[]): (() => Promise<EarlyAnswer | EndedRun | null>) => {
    let after = 0;
    return async () => {
      const found = await store.pool.query<RunRow & { readonly last_seq: number; readonly answer: string | null }>({
        name: "answer-of-hook",
        text: `SELECT r.ended_at IS NOT NULL AS is_over, r.status, r.output_value_id, r.error_code, r.last_seq, e.answer
          FROM run r LEFT JOIN LATERAL (
            SELECT body->'output'->>'id' AS answer FROM run_event
            WHERE run_id = r.id AND seq > $3 AND seq <= r.last_seq AND type = 'step.succeeded' AND step_key = ANY($2::text[])
            ORDER BY seq LIMIT 1) e ON true
          WHERE r.id = $1::uuid`,
        values: [runId, stepKeys, after],
      });
      const [row] = found.rows;
      if (row === undefined) return null;
      if (row.answer !== null) return { status: "answered", output: await store.values.read(runId, row.answer) };
      after = row.last_seq;
      return row.is_over ? endOf(runId, row) : null;
    };
  };

  /** What `read` finds, looked for at each word of the run and now and then; null where it does not come within `ms`. */
  const lookFor = async <T>(runId: string, ms: number, read: () => Promise<T | null>): Promise<T | null> => {
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
        const found = await read();
        if (found !== null || Date.now() >= until) return found;
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
  };

  return {
    wait: (runId, ms) => lookFor(runId, ms, () => readEnd(runId)),
    answer: (runId, stepKeys, ms) => lookFor(runId, ms, answerReader(runId, stepKeys)),
    close: stop,
  };
}
