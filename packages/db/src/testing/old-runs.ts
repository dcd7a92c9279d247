import type { EventBody } from "@orrery/engine";
import type { NewValue } from "@orrery/ports";
import { v7 as uuidv7 } from "uuid";
import type { RunStore } from "../run-log/open-run-store.ts";

/** A run as a test wrote it. */
export interface OldRun {
  readonly runId: string;
  /** A small value and one large enough to be a blob, by id. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** Makes the partitions of a month that is over, as they were made when it came. `month` is `2024_01`. */
export async function makeMonth(store: RunStore, month: string): Promise<void> {
  const first = `${month.replace("_", "-")}-01T00:00:00Z`;
  for (const parent of ["run_event", "run_value"]) {
    const { rows } = await store.pool.query<{ low: string; high: string }>(
      "SELECT run_id_at($1::timestamptz) AS low, run_id_at($1::timestamptz + interval '1 month') AS high",
      [first],
    );
    const { low, high } = rows[0] ?? { low: "", high: "" };
    await store.pool.query(
      `CREATE TABLE ${parent}_${month} PARTITION OF ${parent} FOR VALUES FROM ('${low}') TO ('${high}')`,
    );
  }
}

/** Writes a run of that time through the log itself: `events` facts, two values, a command, a snapshot. */
export async function writeOldRun(
  store: RunStore,
  at: string,
  options: { readonly events: number; readonly isLive?: boolean; readonly large?: string },
): Promise<OldRun> {
  const runId = uuidv7({ msecs: Date.parse(at) });
  const owner = uuidv7();
  const [small, large, command] = [uuidv7(), uuidv7(), uuidv7()];
  const largeText = options.large ?? `${runId} ${"x".repeat(40_000)}`;
  await store.executors.enter({ id: owner, host: "test", pid: 1, version: "test", capacity: 1 });
  // It beats no more, and must not be taken for dead while the machine stands still.
  await store.pool.query("UPDATE executor SET heartbeat_at = now() + interval '1 hour' WHERE id = $1", [owner]);
  await store.pool.query(
    "INSERT INTO plan (workspace_id, hash, plan) VALUES ('default', 'none', '{}') ON CONFLICT DO NOTHING",
  );
  await store.pool.query(
    `INSERT INTO run (id, workspace_id, name, plan_hash, drawing_hash, started_by) VALUES ($1, 'default', 'old', 'none', 'none', 'test')`,
    [runId],
  );
  await store.pool.query(
    `INSERT INTO run_command (run_id, id, kind, payload, by) VALUES ($1, $2, 'cancel', '{}', 'test')`,
    [runId, command],
  );
  const claimed = await store.leases.claim(runId, owner);
  if (claimed === null) throw new Error("the run could not be claimed");
  const events = Array.from({ length: options.events }, (_, i): EventBody => {
    if (i === options.events - 1 && options.isLive !== true) return { type: "run.succeeded", at: 2_000, output: null };
    return { type: "step.skipped", at: 1_000 + i, stepKey: `n${i}` };
  });
  const outcomes = await store.log.append([
    {
      runId,
      epoch: claimed.epoch,
      lastSeq: 0,
      events,
      values: [jsonValue(small, '{"b":1,"a":"\\u0000"}'), jsonValue(large, JSON.stringify(largeText))],
      handled: new Map([[command, 1]]),
      row: {
        status: options.isLive === true ? "running" : "succeeded",
        waits: 0,
        outputValueId: null,
        errorCode: null,
        startedAt: 1_000,
        endedAt: options.isLive === true ? null : 2_000,
      },
    },
  ]);
  if (outcomes[0]?.kind !== "ok") throw new Error("the run could not be written");
  await store.log.saveSnapshot(runId, 1, 1, {});
  if (options.isLive !== true) await store.leases.release(runId, owner, claimed.epoch);
  return {
    runId,
    values: new Map<string, unknown>([
      [small, { b: 1, a: "\u0000" }],
      [large, largeText],
    ]),
  };
}

function jsonValue(id: string, json: string): NewValue {
  return { id, kind: "json", json, labels: { i: "U", c: [] } };
}
