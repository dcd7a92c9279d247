import type { RunStore } from "@orrery/db";
import type { Benchmark } from "./benchmark.ts";
import { runsPerSecond } from "./throughput.ts";

const batches = 6;
const stepsOfBatch = 500 * 10;

/** What a step of the throughput's runs leaves in the database: rows and bytes, indexes and all, without what a vacuum frees. */
export const storage: Benchmark = {
  measures: [
    { name: "step_rows", unit: "count" },
    { name: "step_bytes", unit: "bytes" },
    { name: "run_row_bytes", unit: "bytes" },
  ],
  async run(house) {
    const store = await house.store();
    const before = await sizes(store);
    for (let i = 0; i < batches; i += 1) await runsPerSecond(store);
    const after = await sizes(store);
    const steps = batches * stepsOfBatch;
    return {
      step_rows: (after.rows - before.rows) / steps,
      step_bytes: (after.logBytes - before.logBytes) / steps,
      run_row_bytes: (after.runBytes - before.runBytes) / (batches * 500),
    };
  },
};

interface Sizes {
  /** Of events and values. */
  readonly rows: number;
  /** Of events, values and blobs. */
  readonly logBytes: number;
  /** Of what stays when a log is archived: the runs' own rows. */
  readonly runBytes: number;
}

async function sizes(store: RunStore): Promise<Sizes> {
  await store.pool.query("VACUUM run");
  const { rows } = await store.pool.query<{ rows: number; log: number; run: number }>(
    `SELECT (SELECT count(*) FROM run_event)::float8 + (SELECT count(*) FROM run_value)::float8 AS rows,
      (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
        WHERE c.relkind = 'r' AND (c.relname ~ '^run_(event|value)_' OR c.relname = 'blob'))::float8 AS log,
      pg_total_relation_size('run')::float8 AS run`,
  );
  const [found] = rows;
  if (found === undefined) throw new Error("The database did not say how large it is.");
  return { rows: found.rows, logBytes: found.log, runBytes: found.run };
}
