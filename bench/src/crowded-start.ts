import { createServer } from "node:http";
import { submitRuns } from "@orrery/db";
import type { Graph } from "@orrery/graph";
import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { median } from "./percentile.ts";
import { untilStepSeen } from "./start-latency.ts";
import { submissionsOf } from "./submissions.ts";
import { untilStatus } from "./until-ended.ts";

const busyRuns = 500;
const callMs = 60_000;
const rounds = 9;

/** While 500 runs are each in an HTTP call of a minute: from asking for one more until its first step is in the log (median). */
export const crowdedStart: Benchmark = {
  measures: [{ name: "run501_ms", unit: "ms", target: { is: "at most", value: 100 } }],
  async run(house) {
    const client = await house.client();
    const store = await house.store();
    const slow = createServer((_, response) => {
      const timer = setTimeout(() => response.end("{}"), callMs);
      response.once("close", () => clearTimeout(timer));
    });
    await new Promise<void>((ready) => slow.listen(0, "127.0.0.1", ready));
    try {
      const address = slow.address();
      if (address === null || typeof address !== "object") throw new Error("The slow server has no port.");
      const workflowId = await client.createWorkflow(chainGraph(1));
      const submissions = submissionsOf(callGraph(address.port), busyRuns);
      await submitRuns(store.pool, submissions);
      const runIds = submissions.map(({ runId }) => runId);
      await untilStatus(store, runIds, "running");
      const samples: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const from = performance.now();
        await untilStepSeen(client, store, workflowId);
        samples.push(performance.now() - from);
      }
      // Whoever was still to be called would have made the figure one of fewer runs.
      await untilStatus(store, runIds, "running");
      return { run501_ms: median(samples) };
    } finally {
      slow.closeAllConnections();
      slow.close();
    }
  },
};

function callGraph(port: number): Graph {
  return {
    schema: "orrery.graph/v1",
    name: "A call of a minute",
    nodes: [
      { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
      {
        id: "slow",
        type: "http-request",
        position: { x: 300, y: 0 },
        config: { method: "GET", url: `http://127.0.0.1:${port}/` },
      },
    ],
    edges: [{ id: "e1", source: "start", sourceHandle: "out", target: "slow", targetHandle: "in" }],
  };
}
