import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { runDuration } from "./run-duration.ts";

/** 100 trivial steps behind one another: each has to be durable before the next begins. */
export const chain: Benchmark = {
  measures: [{ name: "chain100_ms", unit: "ms", target: { is: "at most", value: 150 } }],
  run: async (house) => ({ chain100_ms: await runDuration(house, chainGraph(100)) }),
};
