import type { Benchmark } from "./benchmark.ts";
import { startExecutorProcess } from "./executor-process.ts";
import { median } from "./percentile.ts";
import { runsPerSecond } from "./throughput.ts";

const turns = 3;
const rounds = 3;

/** Two executors against one on the same database: turn by turn, so that whatever else the machine does meets both. */
export const twoExecutors: Benchmark = {
  measures: [{ name: "executors2_ratio", unit: "ratio" }],
  async run(house) {
    const store = await house.store();
    const ratios: number[] = [];
    await runsPerSecond(store);
    for (let turn = 0; turn < turns; turn += 1) {
      const alone = await medianOf(rounds, () => runsPerSecond(store));
      const second = await startExecutorProcess(house.databaseUrl);
      try {
        // What is loaded and compiled for the first time is no part of the question.
        await runsPerSecond(store);
        ratios.push((await medianOf(rounds, () => runsPerSecond(store))) / alone);
      } finally {
        await second.stop();
      }
    }
    return { executors2_ratio: median(ratios) };
  },
};

async function medianOf(count: number, measure: () => Promise<number>): Promise<number> {
  const samples: number[] = [];
  for (let i = 0; i < count; i += 1) samples.push(await measure());
  return median(samples);
}
