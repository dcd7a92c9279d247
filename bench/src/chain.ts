import type { Benchmark } from "./benchmark.ts";
import { chainGraph } from "./chain-graph.ts";
import { measureCommits } from "./raw-commit.ts";
import { runDuration } from "./run-duration.ts";

const steps = 100;

/**
 * 100 trivial steps behind one another: each has to be durable before the next begins, so 100 single commits are the least
 * it can take. They are measured right before and right after.
 */
export const chain: Benchmark = {
  measures: [
    { name: "chain100_ms", unit: "ms", target: { is: "at most", value: 150 } },
    { name: "chain100_ratio", unit: "ratio", target: { is: "at most", value: 2 } },
  ],
  async run(house) {
    const before = await measureCommits(house.databaseUrl);
    const taken = await runDuration(house, chainGraph(steps));
    const after = await measureCommits(house.databaseUrl);
    const commitMs = (before.rawCommitMs + after.rawCommitMs) / 2;
    return { chain100_ms: taken, chain100_ratio: taken / (steps * commitMs) };
  },
};
