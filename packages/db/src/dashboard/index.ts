export { forgetTallies } from "./forget-tallies.ts";
export { createNodeBooks, type NodeBooks } from "./node-books.ts";
export { type CountedRun, sumRuns } from "./sum-runs.ts";
export { type FactSink, type TallyMeans, tallyRuns } from "./tally-runs.ts";
export { writeSums } from "./write-sums.ts";
