/** What everything that measures has in common: the machine, its commits, percentiles, and the form of a report. */
export type { Measure } from "./benchmark.ts";
export { describeMachine } from "./machine.ts";
export { percentile } from "./percentile.ts";
export { measureCommits } from "./raw-commit.ts";
export { judge, type Report, type Result, reportTable } from "./report.ts";
