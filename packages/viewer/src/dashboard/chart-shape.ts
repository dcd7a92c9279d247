import type { PaintToken } from "../drawing/palette.ts";
import type { SharedBucket } from "../shared-dashboard.ts";

/** One kind of figure of a chart over time. */
export interface ChartSeries {
  readonly name: string;
  readonly paint: PaintToken;
  readonly figureOf: (bucket: SharedBucket) => number | null;
}

export interface Chart {
  readonly title: string;
  /** How a figure is written, with its unit. */
  readonly format: (value: number) => string;
  readonly series: readonly ChartSeries[];
  /** `stacked`: the figures of a moment add up. `beside`: each has a bar of its own. */
  readonly arrangement: "stacked" | "beside";
  /** How high the chart is for this highest figure; left out: as high as that. */
  readonly topOf?: (most: number) => number;
}

/** A bar as shares of the chart: `x` and `width` of its whole width, `y` and `height` of its height, from its top left. */
export interface Bar {
  readonly name: string;
  readonly paint: PaintToken;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is there at all can be seen. */
const leastHeight = 0.015;
/** Of the room of a moment, what its bars take. */
const filled = 0.76;

/** The figure at the top of a chart; 0 where it has none. */
export function chartTop({ series, arrangement, topOf }: Chart, buckets: readonly SharedBucket[]): number {
  const most = Math.max(0, ...buckets.map((bucket) => heightOf(series, arrangement, bucket)));
  return topOf?.(most) ?? most;
}

function heightOf(series: readonly ChartSeries[], arrangement: Chart["arrangement"], bucket: SharedBucket): number {
  const values = series.map(({ figureOf }) => figureOf(bucket) ?? 0);
  return arrangement === "stacked" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
}

/** The bars of each moment, from the zero line up. */
export function chartBars(chart: Chart, buckets: readonly SharedBucket[]): readonly (readonly Bar[])[] {
  const { series, arrangement } = chart;
  const top = chartTop(chart, buckets);
  const room = 1 / Math.max(1, buckets.length);
  const width = (room * filled) / (arrangement === "stacked" ? 1 : series.length);
  return buckets.map((bucket, place) => {
    let under = 0;
    return series.flatMap(({ name, paint, figureOf }, index) => {
      const value = figureOf(bucket) ?? 0;
      if (top === 0 || value <= 0) return [];
      const height = Math.min(1 - under, Math.max(leastHeight, value / top));
      const base = under;
      if (arrangement === "stacked") under += height;
      const x = place * room + (room * (1 - filled)) / 2 + (arrangement === "stacked" ? 0 : index * width);
      return [{ name, paint, x, y: 1 - base - height, width, height }];
    });
  });
}

/** A figure in words; "none" where there is none. */
export function written(value: number | null, format: (value: number) => string): string {
  return value === null ? "none" : format(value);
}

/** What a moment's bars say: "11-24 10:00: Done 3, Failed 1". */
export function bucketWords({ series, format }: Chart, bucket: SharedBucket): string {
  const figures = series.map(({ name, figureOf }) => `${name} ${written(figureOf(bucket), format)}`);
  return `${formatUtc(bucket.at)}: ${figures.join(", ")}`;
}

/** A moment in UTC, to the minute: "11-24 10:00". */
export function formatUtc(at: number): string {
  return new Date(at).toISOString().slice(5, 16).replace("T", " ");
}
