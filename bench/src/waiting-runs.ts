import { submitRuns } from "@orrery/db";
import type { Graph } from "@orrery/graph";
import type { Benchmark } from "./benchmark.ts";
import { median } from "./percentile.ts";
import { residentMbOf } from "./process-figures.ts";
import { submissionsOf } from "./submissions.ts";
import { untilStatus } from "./until-ended.ts";

const warmUp = 10_000;
const runs = 10_000;
const atOnce = 1_000;
const restMs = 8_000;
const rounds = 3;

/**
 * How much the executor's memory grows by 10,000 runs that wait for a person, the median of three times so many. What it
 * takes for the work of bringing so many there is not the waiting's: 10,000 others were brought there before.
 */
export const waitingRuns: Benchmark = {
  measures: [{ name: "waiting10k_mb", unit: "MB", target: { is: "at most", value: 20 } }],
  async run(house) {
    const store = await house.store();
    const pid = (await house.installation()).pidOf("executor");
    const settleWaiting = async (count: number): Promise<number> => {
      for (let left = count; left > 0; left -= atOnce) {
        const submissions = submissionsOf(waitingGraph, Math.min(atOnce, left));
        await submitRuns(store.pool, submissions);
        const runIds = submissions.map(({ runId }) => runId);
        await untilStatus(store, runIds, "waiting");
      }
      await new Promise((resolve) => setTimeout(resolve, restMs));
      return residentMbOf(pid);
    };
    let before = await settleWaiting(warmUp);
    const growths: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const after = await settleWaiting(runs);
      growths.push(after - before);
      before = after;
    }
    return { waiting10k_mb: median(growths) };
  },
};

const waitingGraph: Graph = {
  schema: "orrery.graph/v1",
  name: "Waits for a person",
  nodes: [
    { id: "start", type: "input", position: { x: 0, y: 0 }, config: { schema: { type: "object", properties: {} } } },
    { id: "gate", type: "approval", position: { x: 300, y: 0 }, config: { title: "Go on" } },
  ],
  edges: [{ id: "e1", source: "start", sourceHandle: "out", target: "gate", targetHandle: "in" }],
};
