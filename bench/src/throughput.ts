import { type RunStore, submitRuns } from "@orrery/db";
import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { groupCeiling } from "./group-ceiling.ts";
import { median } from "./percentile.ts";
import { submissionsOf } from "./submissions.ts";
import { untilSucceeded } from "./until-ended.ts";

const runs = 500;
const warmUps = 2;
const rounds = 5;

/**
 * 500 runs of an input and nine transforms, submitted together: from the statement that submits them to the last success.
 * Beside it the rows of events and values that they leave, in a second, against what group commit carries of the same rows
 * before and after each of them (`groupCeiling`; the medians).
 */
export const throughput: Benchmark = {
  measures: [
    { name: "runs10_per_s", unit: "runs/s", target: { is: "at least", value: 900 } },
    { name: "rows_per_s", unit: "rows/s" },
    { name: "rows_ceiling_per_s", unit: "rows/s" },
    { name: "rows_ratio", unit: "ratio", target: { is: "at least", value: 0.5 } },
  ],
  async run(house) {
    const store = await house.store();
    for (let round = 0; round < warmUps; round += 1) await runBatch(store);
    const batches: Batch[] = [await runBatch(store)];
    const ceilings: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ceilings.push(await groupCeiling(store, batches.at(-1)?.runIds ?? []));
      batches.push(await runBatch(store));
    }
    ceilings.push(await groupCeiling(store, batches.at(-1)?.runIds ?? []));
    const perSecond = median(batches.slice(1).map((batch) => batch.runsPerS));
    const rows = (await rowsOf(store, batches[0]?.runIds ?? [])) / runs;
    const ceiling = median(ceilings);
    return {
      runs10_per_s: perSecond,
      rows_per_s: rows * perSecond,
      rows_ceiling_per_s: ceiling,
      rows_ratio: (rows * perSecond) / ceiling,
    };
  },
};

/** How many of 500 runs of ten steps, submitted together, end in a second. */
export async function runsPerSecond(store: RunStore): Promise<number> {
  return (await runBatch(store)).runsPerS;
}

interface Batch {
  readonly runsPerS: number;
  readonly runIds: readonly string[];
}

async function runBatch(store: RunStore): Promise<Batch> {
  const submissions = submissionsOf(chainGraph(9), runs);
  const runIds = submissions.map(({ runId }) => runId);
  const from = performance.now();
  await submitRuns(store.pool, submissions);
  await untilSucceeded(store, runIds);
  return { runsPerS: runs / ((performance.now() - from) / 1000), runIds };
}

/** How many rows of events and values these runs have left. */
async function rowsOf(store: RunStore, runIds: readonly string[]): Promise<number> {
  const { rows } = await store.pool.query<{ n: number }>(
    `SELECT ((SELECT count(*) FROM run_event WHERE run_id = ANY($1::uuid[]))
      + (SELECT count(*) FROM run_value WHERE run_id = ANY($1::uuid[])))::float8 AS n`,
    [runIds],
  );
  return rows[0]?.n ?? Number.NaN;
}
