import type { Dashboard, DashboardBucket } from "@orrery/services";
import { formatCount, formatDuration, formatUsd } from "@orrery/ui";
import { runFilterAddress } from "../runs/run-filter.ts";
import { type ChartSeries, SeriesChart } from "./series-chart.tsx";

const VOLUME: readonly ChartSeries[] = [
  { name: "Done", fill: "fill-done", figureOf: ({ succeeded }) => succeeded },
  { name: "Failed", fill: "fill-failed", figureOf: ({ failed }) => failed },
  { name: "Stopped", fill: "fill-rest", figureOf: ({ cancelled }) => cancelled },
];
const TIME: readonly ChartSeries[] = [
  { name: "Half within", fill: "fill-running", figureOf: ({ p50Ms }) => p50Ms },
  { name: "95 % within", fill: "fill-waiting", figureOf: ({ p95Ms }) => p95Ms },
];
const COST: readonly ChartSeries[] = [{ name: "Cost", fill: "fill-running", figureOf: ({ usd }) => usd }];
const SHARE: readonly ChartSeries[] = [
  { name: "Success", fill: "fill-done", figureOf: ({ successShare }) => successShare },
];

/** Volume, success, time and cost over the range. */
export function DashboardCharts({ dashboard }: { dashboard: Dashboard }) {
  const { series: buckets, stepMs, workflow, to } = dashboard;
  const common = {
    buckets,
    timeOf: ({ at }: DashboardBucket): string => timeInWords(at),
    until: timeInWords(to),
    addressOf: ({ at }: DashboardBucket): string =>
      runFilterAddress({
        ...(workflow !== null && { workflowId: workflow.id }),
        from: at,
        to: Math.min(to, at + stepMs),
      }),
  };
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <SeriesChart
        {...common}
        title="Runs"
        series={VOLUME}
        arrangement="stacked"
        format={formatCount}
        topOf={evenTop}
      />
      <SeriesChart
        {...common}
        title="Success share"
        series={SHARE}
        arrangement="beside"
        topOf={() => 1}
        format={(share) => `${Math.floor(share * 1_000) / 10} %`}
      />
      <SeriesChart {...common} title="Time of a run" series={TIME} arrangement="beside" format={formatDuration} />
      <SeriesChart {...common} title="Cost of models" series={COST} arrangement="stacked" format={formatUsd} />
    </div>
  );
}

/** Such as `11-24 13:00`, in UTC. */
function timeInWords(at: number): string {
  return new Date(at).toISOString().slice(5, 16).replace("T", " ");
}

/** Half of it is a whole number, too. */
function evenTop(most: number): number {
  return Math.ceil(most / 2) * 2;
}
