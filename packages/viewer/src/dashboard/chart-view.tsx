/** @jsxImportSource preact */
import { useState } from "preact/hooks";
import type { SharedBucket } from "../shared-dashboard.ts";
import { bucketWords, type Chart, chartBars, chartTop, formatUtc, written } from "./chart-shape.ts";

export interface ChartViewProps {
  readonly chart: Chart;
  readonly buckets: readonly SharedBucket[];
}

const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageUp: -7, PageDown: 7 };

/** Bars over time from a zero line, with a legend, what one moment says, by pointer or arrow keys, and all of it as a table. */
export function ChartView({ chart, buckets }: ChartViewProps) {
  const { title, series, format } = chart;
  const [place, setPlace] = useState<number | null>(null);
  const last = buckets.length - 1;
  const shown = place === null ? undefined : buckets[Math.min(place, last)];
  const top = chartTop(chart, buckets);

  function onKeyDown(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    const to =
      move !== undefined ? (place ?? last) + move : event.key === "Home" ? 0 : event.key === "End" ? last : null;
    if (to === null) return;
    event.preventDefault();
    setPlace(Math.max(0, Math.min(last, to)));
  }

  function onPointer({ clientX, currentTarget }: { readonly clientX: number; readonly currentTarget: Element }): void {
    const { left, width } = currentTarget.getBoundingClientRect();
    if (width > 0) setPlace(Math.max(0, Math.min(last, Math.floor(((clientX - left) / width) * buckets.length))));
  }

  return (
    <figure class="chart">
      <figcaption>
        <h2>{title}</h2>
        <ul class="legend" aria-label={`What the colours of ${title} are`}>
          {series.map(({ name, paint }) => (
            <li key={name}>
              <span class={`swatch fill-${paint}`} aria-hidden="true" />
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      <div class="plot">
        <div class="scale" aria-hidden="true">
          <span>{top > 0 ? format(top) : ""}</span>
          <span>{top > 0 ? format(top / 2) : ""}</span>
          <span>0</span>
        </div>
        <div
          role="slider"
          tabIndex={0}
          aria-label={`${title} over time`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, last)}
          aria-valuenow={place === null ? Math.max(0, last) : Math.min(place, last)}
          aria-valuetext={wordsAt(chart, shown ?? buckets[last])}
          class="bars"
          onKeyDown={onKeyDown}
          onFocus={() => setPlace((there) => there ?? last)}
          onBlur={() => setPlace(null)}
          onPointerMove={onPointer}
          onPointerDown={onPointer}
          onPointerLeave={() => setPlace(null)}
        >
          <Bars chart={chart} buckets={buckets} />
          {shown !== undefined && (
            <Tip chart={chart} bucket={shown} share={(buckets.indexOf(shown) + 0.5) / buckets.length} />
          )}
        </div>
      </div>
      <p class="ends" aria-hidden="true">
        <span>{buckets[0] && formatUtc(buckets[0].at)}</span>
        <span>{last > 0 && buckets[last] && formatUtc(buckets[last].at)}</span>
      </p>
      <details>
        <summary>Show as a table</summary>
        <Table chart={chart} buckets={buckets} />
      </details>
    </figure>
  );
}

function wordsAt(chart: Chart, bucket: SharedBucket | undefined): string {
  return bucket === undefined ? "none" : bucketWords(chart, bucket);
}

function Bars({ chart, buckets }: ChartViewProps) {
  return (
    <svg aria-hidden="true" viewBox="0 0 1 1" preserveAspectRatio="none">
      {chartBars(chart, buckets).map((bars, place) =>
        bars.map(({ name, paint, ...box }) => (
          <rect key={`${buckets[place]?.at} ${name}`} {...box} class={`fill-${paint}`} />
        )),
      )}
    </svg>
  );
}

/** What the moment under the pointer says. The slider says it to who does not see it. */
function Tip({
  chart: { series, format },
  bucket,
  share,
}: {
  readonly chart: Chart;
  readonly bucket: SharedBucket;
  readonly share: number;
}) {
  const side = share < 0.5 ? { left: `${share * 100}%` } : { right: `${(1 - share) * 100}%` };
  return (
    <span aria-hidden="true">
      <span class="at" style={{ left: `${share * 100}%` }} />
      <span class="tip" style={side}>
        <span class="tip-time">{formatUtc(bucket.at)} UTC</span>
        {series.map(({ name, paint, figureOf }) => (
          <span key={name}>
            <span class={`swatch fill-${paint}`} />
            {name}
            <span class="figure">{written(figureOf(bucket), format)}</span>
          </span>
        ))}
      </span>
    </span>
  );
}

function Table({ chart: { title, series, format }, buckets }: ChartViewProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys.
    <section tabIndex={0} aria-label={`${title} as a table`} class="chart-table">
      <table>
        <thead>
          <tr>
            <th scope="col">From (UTC)</th>
            {series.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.at}>
              <th scope="row">{formatUtc(bucket.at)}</th>
              {series.map(({ name, figureOf }) => (
                <td key={name}>{written(figureOf(bucket), format)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
