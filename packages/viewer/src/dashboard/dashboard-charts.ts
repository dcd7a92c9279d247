import { formatCount, formatDuration, formatUsd } from "../run/format-figures.ts";
import type { SharedDashboard } from "../shared-dashboard.ts";
import type { Chart } from "./chart-shape.ts";

const runs: Chart = {
  title: "Runs",
  arrangement: "stacked",
  format: formatCount,
  // Half of it is a whole number, too.
  topOf: (most) => Math.ceil(most / 2) * 2,
  series: [
    { name: "Done", paint: "done", figureOf: ({ succeeded }) => succeeded },
    { name: "Failed", paint: "failed", figureOf: ({ failed }) => failed },
    { name: "Stopped", paint: "rest", figureOf: ({ cancelled }) => cancelled },
  ],
};
const success: Chart = {
  title: "Success share",
  arrangement: "beside",
  format: formatShare,
  topOf: () => 1,
  series: [{ name: "Success", paint: "done", figureOf: ({ successShare }) => successShare }],
};
const time: Chart = {
  title: "Time of a run",
  arrangement: "beside",
  format: formatDuration,
  series: [
    { name: "Half within", paint: "running", figureOf: ({ p50Ms }) => p50Ms },
    { name: "95 % within", paint: "waiting", figureOf: ({ p95Ms }) => p95Ms },
  ],
};
const cost: Chart = {
  title: "Cost of models",
  arrangement: "stacked",
  format: formatUsd,
  series: [{ name: "Cost", paint: "running", figureOf: (bucket) => bucket.cost?.usd ?? null }],
};

/** The charts of a dashboard; that of cost where cost is shared. */
export function dashboardCharts({ usage }: Pick<SharedDashboard, "usage">): readonly Chart[] {
  return usage === "shown" ? [runs, success, time, cost] : [runs, success, time];
}

/** A share in words, rounded down so that only all of it is "100 %". */
export function formatShare(share: number): string {
  return `${Math.floor(share * 1_000) / 10} %`;
}
