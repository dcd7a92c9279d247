import { type RunStore, submitRuns } from "@orrery/db";
import type { Graph } from "@orrery/graph";
import type { Benchmark } from "./benchmark.ts";
import { startLoneExecutor } from "./lone-executor.ts";
import { submissionsOf } from "./submissions.ts";

const greedyRuns = 1_000;
const smallRuns = 20;
const capacity = 10;
const waitMs = 50;

/**
 * An executor with ten places, a workspace that queues 1,000 runs of 50 ms at once, and right after it one or four others
 * with 20 each: the longest time that a run of a small one waited for its start, as a multiple of the time in which that
 * workspace would have had its 20 runs if every workspace had the same part of the runs that were started meanwhile.
 */
export const fairShare: Benchmark = {
  measures: [
    { name: "fair_share2_ratio", unit: "ratio", target: { is: "at most", value: 3 } },
    { name: "fair_share5_ratio", unit: "ratio", target: { is: "at most", value: 3 } },
  ],
  async run(house) {
    const executor = await startLoneExecutor(house, { EXECUTOR_CAPACITY: String(capacity) });
    try {
      // What is loaded and compiled for the first time is no part of the question.
      await longestWait(executor.store, { small: 1, greedy: 100 });
      return {
        fair_share2_ratio: await longestWait(executor.store, { small: 1, greedy: greedyRuns }),
        fair_share5_ratio: await longestWait(executor.store, { small: 4, greedy: greedyRuns }),
      };
    } finally {
      await executor.stop();
    }
  },
};

async function longestWait(
  store: RunStore,
  { small, greedy }: { readonly small: number; readonly greedy: number },
): Promise<number> {
  const names = Array.from({ length: small }, (_, i) => `small-${i}`);
  for (const name of ["greedy", ...names]) {
    await store.pool.query("INSERT INTO workspace (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING", [name]);
  }
  const runs = (workspaceId: string, count: number) =>
    submissionsOf(shortWait, count).map((run) => ({ ...run, workspaceId }));
  const all = [runs("greedy", greedy), names.flatMap((name) => runs(name, smallRuns))];
  for (const submissions of all) await submitRuns(store.pool, submissions);
  const ids = all.flat().map(({ runId }) => runId);
  await untilAllEnded(store, ids);
  const { rows } = await store.pool.query<{ longest: number; started: number }>(
    `WITH ours AS (SELECT workspace_id, created_at, started_at FROM run WHERE id = ANY($1::uuid[])),
      few AS (SELECT min(created_at) AS from_, max(started_at) AS to_, max(started_at - created_at) AS longest
        FROM ours WHERE workspace_id <> 'greedy')
    SELECT extract(epoch FROM longest)::float8 / extract(epoch FROM to_ - from_)::float8 AS longest,
      (SELECT count(*)::int FROM ours WHERE started_at BETWEEN from_ AND to_) AS started FROM few`,
    [ids],
  );
  const [found] = rows;
  if (found === undefined) throw new Error("No run was found.");
  // Both in the number of runs that were started meanwhile, so that it says nothing about how fast the machine is.
  return (found.longest * found.started) / (smallRuns * (small + 1));
}

async function untilAllEnded(store: RunStore, ids: readonly string[]): Promise<void> {
  const end = performance.now() + 120_000;
  for (;;) {
    const { rows } = await store.pool.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM run WHERE id = ANY($1::uuid[]) AND ended_at IS NULL",
      [ids],
    );
    if (rows[0]?.n === 0) return;
    if (performance.now() > end) throw new Error("The runs had not ended after two minutes.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const shortWait: Graph = {
  schema: "orrery.graph/v1",
  name: "A short wait",
  nodes: [
    { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
    { id: "pause", type: "wait", position: { x: 300, y: 0 }, config: { ms: waitMs } },
  ],
  edges: [{ id: "e1", source: "start", sourceHandle: "out", target: "pause", targetHandle: "in" }],
};
