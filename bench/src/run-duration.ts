import type { Graph } from "@orrery/graph";
import type { House } from "./house.ts";
import { median } from "./percentile.ts";

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
  const samples: number[] = [];
  for (let round = 0; round < warmUps + rounds; round += 1) {
    const from = performance.now();
    const ended = Promise.withResolvers<void>();
    let runId = "";
    let isReading = false;
    let isStirred = false;
    const look = async (): Promise<void> => {
      isStirred = true;
      if (isReading || runId === "") return;
      isReading = true;
      while (isStirred) {
        isStirred = false;
        const { rows } = await store.pool.query<{ status: string }>({
          name: "bench-status",
          text: "SELECT status FROM run WHERE id = $1::uuid",
          values: [runId],
        });
        const status = rows[0]?.status ?? "";
        if (status === "succeeded") ended.resolve();
        else if (status === "failed" || status === "cancelled") ended.reject(new Error(`The run ended as ${status}.`));
      }
      isReading = false;
    };
    const stop = store.bus.subscribe("run", (id) => {
      if (runId === "" || id === runId) look().catch(ended.reject);
    });
    runId = await client.startRun(workflowId, {});
    look().catch(ended.reject);
    await ended.promise;
    samples.push(performance.now() - from);
    stop();
  }
  return median(samples.slice(warmUps));
}
