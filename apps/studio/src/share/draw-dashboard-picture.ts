import {
  chartBars,
  dashboardCharts,
  dashboardTitle,
  formatCount,
  formatDuration,
  formatShare,
  RANGE_WORDS,
} from "@orrery/viewer/dashboard";
import { escapeXml, PALETTE } from "@orrery/viewer/draw";
import type { SharedDashboard } from "@orrery/viewer/shared-dashboard";
import { framePicture } from "./frame-picture.ts";

const paint = PALETTE.dark;
const chart = { x: 0, y: 120, width: 1104, height: 290 };

/** What stands for a link to a dashboard elsewhere, 1200 × 630: its name, its figures, and its runs over time. */
export function drawDashboardPicture(dashboard: SharedDashboard): string {
  const { totals, series, range } = dashboard;
  const { succeeded, failed, cancelled, successShare, p50Ms } = totals;
  const figures = [
    ["Runs ended", formatCount(succeeded + failed + cancelled)],
    ["Success", successShare === null ? "none" : formatShare(successShare)],
    ["Half within", p50Ms === null ? "none" : formatDuration(p50Ms)],
  ];
  const [runs] = dashboardCharts({ usage: "hidden" });
  const bars = runs === undefined ? [] : chartBars(runs, series).flat();
  const parts = [
    ...figures.map(([name = "", value = ""], place) => figure(name, value, place * 300)),
    ...bars.map((bar) => rect({ ...bar, fill: paint[bar.paint] })),
    `<path d="M${chart.x} ${chart.y + chart.height}h${chart.width}" stroke="${paint["line-strong"]}" stroke-width="2"/>`,
  ];
  return framePicture({ title: dashboardTitle(dashboard), tone: "#e8b64c", words: RANGE_WORDS[range] }, parts.join(""));
}

function figure(name: string, value: string, x: number): string {
  const words = 'font-family="Geist"';
  return `<text x="${x}" y="30" ${words} font-size="22" fill="${paint.muted}">${escapeXml(name)}</text><text x="${x}" y="84" ${words} font-size="48" font-weight="600" fill="${paint.ink}">${escapeXml(value)}</text>`;
}

/** A bar in its share of the chart. */
function rect(bar: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
}): string {
  const px = (value: number): number => Math.round(value * 100) / 100;
  const place = `x="${px(chart.x + bar.x * chart.width)}" y="${px(chart.y + bar.y * chart.height)}"`;
  return `<rect ${place} width="${px(bar.width * chart.width)}" height="${px(bar.height * chart.height)}" fill="${bar.fill}"/>`;
}
