import type { RunStore } from "@orrery/db";
import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { median, percentile } from "./percentile.ts";
import type { StudioClient } from "./studio-client.ts";
import { untilSeen } from "./until-seen.ts";

const warmUps = 40;
const rounds = 200;
const pauseMs = 20;

/**
 * From the moment Run is asked of the studio by tRPC until the first event of the run's first step is there for one who
 * listens to the database, as the studio's streams do; and, without a target, until an event stream that is opened with the
 * answer has brought it.
 */
export const startLatency: Benchmark = {
  measures: [
    { name: "start_p50_ms", unit: "ms", target: { is: "at most", value: 15 } },
    { name: "start_p95_ms", unit: "ms", target: { is: "at most", value: 50 } },
    { name: "start_stream_p50_ms", unit: "ms" },
  ],
  async run(house) {
    const client = await house.client();
    const store = await house.store();
    const workflowId = await client.createWorkflow(chainGraph(1));
    const seen = await samplesOf(() => untilStepSeen(client, store, workflowId));
    const streamed = await samplesOf(() => untilStreamed(client, workflowId));
    return {
      start_p50_ms: percentile(seen, 0.5),
      start_p95_ms: percentile(seen, 0.95),
      start_stream_p50_ms: median(streamed),
    };
  },
};

async function samplesOf(work: () => Promise<void>): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const from = performance.now();
    await work();
    samples.push(performance.now() - from);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return samples.slice(warmUps);
}

/** Starts a run and waits until the first event of its first step is there for one who listens to the database. */
export async function untilStepSeen(client: StudioClient, store: RunStore, workflowId: string): Promise<void> {
  const first = untilSeen(store, async (runId) => {
    const { rowCount } = await store.pool.query({
      name: "bench-first-step",
      text: "SELECT 1 FROM run_event WHERE run_id = $1::uuid AND step_key IS NOT NULL LIMIT 1",
      values: [runId],
    });
    return rowCount === 1;
  });
  await first.of(await client.startRun(workflowId, {}));
}

async function untilStreamed(client: StudioClient, workflowId: string): Promise<void> {
  for await (const piece of client.watchRun(await client.startRun(workflowId, {}))) {
    if (piece.includes('"type":"step.')) return;
  }
  throw new Error("The stream ended before the first step.");
}
