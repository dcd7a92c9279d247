import type { Graph } from "@orrery/graph";
import type { House } from "./house.ts";
import { median } from "./percentile.ts";
import { untilSeen } from "./until-seen.ts";

const warmUps = 15;
const rounds = 25;

/**
 * Runs a graph alone, several times: milliseconds from asking the studio for it until whoever is woken by the database's
 * notifications reads its success, as the median. What it reads is committed, so every step is durable.
 */
export async function runDuration(house: House, graph: Graph): Promise<number> {
  const client = await house.client();
  const store = await house.store();
  const workflowId = await client.createWorkflow(graph);
  const isEnded = async (runId: string): Promise<boolean> => {
    const { rows } = await store.pool.query<{ status: string }>({
      name: "bench-status",
      text: "SELECT status FROM run WHERE id = $1::uuid",
      values: [runId],
    });
    const status = rows[0]?.status ?? "";
    if (status === "failed" || status === "cancelled") throw new Error(`The run ended as ${status}.`);
    return status === "succeeded";
  };
  const samples: number[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const from = performance.now();
    const end = untilSeen(store, isEnded);
    await end.of(await client.startRun(workflowId, {}));
    samples.push(performance.now() - from);
  }
  return median(samples.slice(warmUps));
}
