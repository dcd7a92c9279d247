import { playBaselines } from "@orrery/engine/testing";
import type { Benchmark } from "./benchmark.ts";

const seed = 2026;
const nodesOfEachKind = 100;

/**
 * What is said of 1,000 nodes of ten kinds over 400 runs each that are well (steady, wide, power-law, bimodal, drifting, daily,
 * failing now and then, branching), and of 600 that something is planted in. A story by a seed: the same on every machine.
 */
export const baselines: Benchmark = {
  measures: [
    { name: "baseline_false_alarms_per_1000", unit: "count", target: { is: "at most", value: 1 } },
    { name: "baseline_missed_of_100", unit: "count", target: { is: "at most", value: 5 } },
  ],
  run() {
    const { falseAlarms, judged, missed, planted } = playBaselines(seed, nodesOfEachKind);
    return Promise.resolve({
      baseline_false_alarms_per_1000: (falseAlarms / judged) * 1_000,
      baseline_missed_of_100: (missed / planted) * 100,
    });
  },
};
