import type { Benchmark } from "./benchmark.ts";
import { fanGraph } from "./fan-graph.ts";
import { runDuration } from "./run-duration.ts";

/** 100 trivial steps beside one another, and one that waits for all. */
export const fan: Benchmark = {
  measures: [{ name: "fan100_ms", unit: "ms", target: { is: "at most", value: 40 } }],
  run: async (house) => ({ fan100_ms: await runDuration(house, fanGraph(100)) }),
};
