import type { Benchmark } from "./benchmark.ts";
import { lanesGraph } from "./lanes-graph.ts";
import { median } from "./percentile.ts";
import { cpuMsOf } from "./process-figures.ts";
import type { StudioClient } from "./studio-client.ts";
import { untilStatus, untilSucceeded } from "./until-ended.ts";

const crowd = 100;
const rounds = 3;
const lanes = { lanes: 10, perLane: 40, waitMs: 20 };

/** The executor's processor time for one run that 100 watch, against the same run that one watches; turn by turn. */
export const watchers: Benchmark = {
  measures: [{ name: "watchers100_ratio", unit: "ratio", target: { is: "at most", value: 1.3 } }],
  async run(house) {
    const client = await house.client();
    const store = await house.store();
    const pid = (await house.installation()).pidOf("executor");
    const workflowId = await client.createWorkflow(lanesGraph(lanes));
    const cpuWith = async (count: number): Promise<number> => {
      const runId = await client.startRun(workflowId, {});
      await untilStatus(store, [runId], "waiting");
      const stop = await watch(client, runId, count);
      const before = cpuMsOf(pid);
      await client.approve(runId, "gate");
      await untilSucceeded(store, [runId]);
      const spent = cpuMsOf(pid) - before;
      await stop();
      return spent;
    };
    await cpuWith(1);
    await cpuWith(1);
    const alone: number[] = [];
    const crowded: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      alone.push(await cpuWith(1));
      crowded.push(await cpuWith(crowd));
    }
    return { watchers100_ratio: median(crowded) / median(alone) };
  },
};

/** Opens so many streams; resolves when each has brought its first piece, with what closes them. */
async function watch(client: StudioClient, runId: string, count: number): Promise<() => Promise<void>> {
  const end = new AbortController();
  const open = Array.from({ length: count }, () => {
    const first = Promise.withResolvers<void>();
    const read = async (): Promise<void> => {
      for await (const _ of client.watchRun(runId, end.signal)) first.resolve();
    };
    const done = read().catch((error: unknown) => {
      if (!end.signal.aborted) first.reject(error);
    });
    return { first: first.promise, done };
  });
  await Promise.all(open.map(({ first }) => first));
  return async () => {
    end.abort();
    await Promise.all(open.map(({ done }) => done));
  };
}
