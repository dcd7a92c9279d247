"use client";
import type { DashboardBucket } from "@orrery/services";
import { cx } from "@orrery/ui";
import Link from "next/link";
import { type KeyboardEvent, useState } from "react";

export interface ChartSeries {
  readonly name: string;
  /** Its colour, as the class of a square of the legend and of what is drawn. */
  readonly fill: string;
  readonly figureOf: (bucket: DashboardBucket) => number | null;
}

export interface SeriesChartProps {
  title: string;
  /** How a value is written, with its unit. */
  format: (value: number) => string;
  series: readonly ChartSeries[];
  /** `stacked`: the values of a moment add up. `beside`: each has a bar of its own. */
  arrangement: "stacked" | "beside";
  /** How high the chart is for this highest value; left out: as high as that. */
  topOf?: (most: number) => number;
  buckets: readonly DashboardBucket[];
  timeOf: (bucket: DashboardBucket) => string;
  /** Where the axis of time ends. */
  until: string;
  addressOf: (bucket: DashboardBucket) => string;
}

const HEIGHT = 120;

/** Bars over time from a zero line, with a legend, what one bar says in words, and all of it as a table. */
export function SeriesChart(props: SeriesChartProps) {
  const { title, format, series, arrangement, buckets, timeOf, until, addressOf } = props;
  const [shown, setShown] = useState<number | null>(null);
  const [reached, setReached] = useState(Math.max(0, buckets.length - 1));
  const heightOf = (bucket: DashboardBucket): number => {
    const values = series.map(({ figureOf }) => figureOf(bucket) ?? 0);
    return arrangement === "stacked" ? values.reduce((sum, value) => sum + value, 0) : Math.max(...values);
  };
  const most = Math.max(0, ...buckets.map(heightOf));
  const top = props.topOf?.(most) ?? most;
  const wordsOf = (bucket: DashboardBucket): string =>
    `${timeOf(bucket)}: ${series.map(({ name, figureOf }) => `${name} ${written(figureOf(bucket), format)}`).join(", ")}`;
  const stop = Math.min(reached, buckets.length - 1);
  const said = shown === null ? undefined : buckets[shown];

  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = stop + step;
    if (step === 0 || next < 0 || next >= buckets.length) return;
    event.preventDefault();
    setReached(next);
    event.currentTarget.querySelectorAll("a")[next]?.focus();
  };

  return (
    <figure className="flex min-w-0 flex-col gap-2 rounded-card border bg-panel p-4">
      <figcaption className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 className="flex-1 font-semibold text-sm">{title}</h3>
        {series.map(({ name, fill }) => (
          <span key={name} className="inline-flex items-center gap-1.5 text-muted text-xs">
            <svg aria-hidden width="8" height="8" className={fill}>
              <rect width="8" height="8" rx="2" />
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
      <p className="min-h-4 truncate font-mono text-code text-muted">
        {said !== undefined ? wordsOf(said) : most > 0 ? `Most: ${format(most)}` : "None in this time"}
      </p>
      <div className="flex gap-2">
        <div aria-hidden className="flex w-14 shrink-0 flex-col justify-between text-right font-mono text-2xs text-dim">
          <span>{top > 0 && format(top)}</span>
          <span>{top > 0 && format(top / 2) !== format(top) && format(top / 2)}</span>
          <span>0</span>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls of a form */}
        <div
          role="group"
          aria-label={title}
          className="min-w-0 flex-1"
          onKeyDown={move}
          onMouseLeave={() => setShown(null)}
        >
          <div className="relative flex h-30 border-line-strong border-b">
            <span aria-hidden className="absolute inset-x-0 top-1/2 border-line border-t border-dashed" />
            {buckets.map((bucket, index) => (
              <Link
                key={bucket.at}
                href={addressOf(bucket)}
                aria-label={wordsOf(bucket)}
                tabIndex={index === stop ? 0 : -1}
                onMouseEnter={() => setShown(index)}
                onFocus={() => {
                  setShown(index);
                  setReached(index);
                }}
                onBlur={() => setShown(null)}
                className="relative min-w-0 flex-1 hover:bg-raised"
              >
                <svg aria-hidden width="100%" height={HEIGHT} className="block">
                  {barsOf(bucket, series, { arrangement, top }).map(({ name, fill, x, width, y, height }) => (
                    <rect key={name} x={`${x}%`} width={`${width}%`} y={y} height={height} className={fill} />
                  ))}
                </svg>
              </Link>
            ))}
          </div>
          <p aria-hidden className="mt-1 flex justify-between font-mono text-2xs text-dim">
            <span>{buckets[0] && `${timeOf(buckets[0])} UTC`}</span>
            <span>{`${until} UTC`}</span>
          </p>
        </div>
      </div>
      <details>
        <summary className="w-fit cursor-pointer text-muted text-xs hover:text-ink">Show as a table</summary>
        <div className="mt-2 max-h-60 overflow-auto">
          <table className="w-full text-xs">
            <caption className="sr-only">{title}</caption>
            <thead>
              <tr className="text-left text-muted">
                <th scope="col" className="py-1 pr-3 font-medium">
                  From (UTC)
                </th>
                {series.map(({ name }) => (
                  <th key={name} scope="col" className="py-1 pr-3 text-right font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="font-mono">
              {buckets.map((bucket) => (
                <tr key={bucket.at} className="border-t">
                  <th scope="row" className="py-1 pr-3 text-left font-normal">
                    <Link href={addressOf(bucket)} className="hover:underline">
                      {timeOf(bucket)}
                    </Link>
                  </th>
                  {series.map(({ name, figureOf }) => (
                    <td key={name} className="py-1 pr-3 text-right">
                      {written(figureOf(bucket), format)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function written(value: number | null, format: (value: number) => string): string {
  return value === null ? "none" : format(value);
}

function barsOf(
  bucket: DashboardBucket,
  series: readonly ChartSeries[],
  { arrangement, top }: { readonly arrangement: SeriesChartProps["arrangement"]; readonly top: number },
) {
  const width = arrangement === "stacked" ? 76 : 76 / series.length;
  let under = 0;
  return series.map(({ name, fill, figureOf }, index) => {
    const value = figureOf(bucket) ?? 0;
    // What is there at all can be seen.
    const height = top === 0 || value === 0 ? 0 : Math.max(2, (value / top) * (HEIGHT - 4));
    const y = HEIGHT - height - (arrangement === "stacked" ? under : 0);
    under += height;
    return { name, fill: cx(fill), width, height, y, x: 12 + (arrangement === "stacked" ? 0 : index * width) };
  });
}
