import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { percentile } from "./percentile.ts";
import type { StudioClient } from "./studio-client.ts";

const warmUps = 40;
const rounds = 200;
const pauseMs = 20;

/**
 * From the moment Run is asked of the studio by tRPC until a watcher's event stream, opened as soon as the answer is there,
 * has brought the first event of the run's first step.
 */
export const startLatency: Benchmark = {
  measures: [
    { name: "start_p50_ms", unit: "ms", target: { is: "at most", value: 15 } },
    { name: "start_p95_ms", unit: "ms", target: { is: "at most", value: 50 } },
  ],
  async run(house) {
    const client = await house.client();
    const workflowId = await client.createWorkflow(chainGraph(1));
    const samples: number[] = [];
    for (let round = 0; round < warmUps + rounds; round += 1) {
      samples.push(await untilFirstLine(client, workflowId));
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    const measured = samples.slice(warmUps);
    return { start_p50_ms: percentile(measured, 0.5), start_p95_ms: percentile(measured, 0.95) };
  },
};

async function untilFirstLine(client: StudioClient, workflowId: string): Promise<number> {
  const from = performance.now();
  const runId = await client.startRun(workflowId, {});
  for await (const piece of client.watchRun(runId)) {
    if (piece.includes('"type":"step.')) return performance.now() - from;
  }
  throw new Error("The stream ended before the first step.");
}
