import type { Benchmark } from "./benchmark.ts";
import type { House } from "./house.ts";
import { lanesGraph } from "./lanes-graph.ts";
import { median, percentile } from "./percentile.ts";
import { preciseCpuMsOf } from "./process-figures.ts";
import { openShareViewers } from "./share-viewers.ts";
import { untilStatus, untilSucceeded } from "./until-ended.ts";

const crowd = 500;
const rounds = 5;
/** Three events a step: ten events a second. */
const lane = { lanes: 1, perLane: 30, waitMs: 300 };

/**
 * One run at ten events a second that 500 watch by its shared link, against the same run that nobody watches, turn by turn:
 * the executor's processor time, median of five to median of five; and how long after an event's own time its viewers had it.
 */
export const sharedLink: Benchmark = {
  measures: [
    { name: "viewers_cpu_ratio", unit: "ratio", target: { is: "at most", value: 1.1 } },
    { name: "viewers_p95_ms", unit: "ms", target: { is: "at most", value: 300 } },
  ],
  async run(house) {
    const workflowId = await (await house.client()).createWorkflow(lanesGraph(lane));
    const delays: number[] = [];
    const spent = new Map<number, number[]>([
      [0, []],
      [crowd, []],
    ]);
    await watchedRun(house, workflowId, crowd);
    for (let round = 0; round < rounds; round += 1) {
      // Who is first in a pair changes, so that neither always follows the other.
      for (const count of round % 2 === 0 ? [0, crowd] : [crowd, 0]) {
        const run = await watchedRun(house, workflowId, count);
        spent.get(count)?.push(run.cpuMs);
        delays.push(...run.delays);
      }
    }
    return {
      viewers_cpu_ratio: median(spent.get(crowd) ?? []) / median(spent.get(0) ?? []),
      viewers_p95_ms: percentile(delays, 0.95),
    };
  },
};

async function watchedRun(
  house: House,
  workflowId: string,
  count: number,
): Promise<{ readonly cpuMs: number; readonly delays: readonly number[] }> {
  const [client, store, { pidOf, url }] = [await house.client(), await house.store(), await house.installation()];
  const runId = await client.startRun(workflowId, {});
  await untilStatus(store, [runId], "waiting");
  const after = (await client.log(runId)).length;
  const viewers = await openShareViewers(`${url}/s/${await client.shareRun(runId)}`, { count, after });
  const pid = pidOf("executor");
  const before = preciseCpuMsOf(pid);
  await client.approve(runId, "gate");
  await untilSucceeded(store, [runId]);
  const cpuMs = preciseCpuMsOf(pid) - before;
  const events = (await client.log(runId)).length - after;
  for (let tries = 0; viewers.delays.length < events * count; tries += 1) {
    if (tries > 500) throw new Error(`The viewers had ${viewers.delays.length} of ${events * count} events.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  viewers.close();
  return { cpuMs, delays: viewers.delays };
}
