const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** Further back there are sums by the day only (see `forgetTallies`: a little longer, so that none is missed). */
const hoursReachMs = 90 * dayMs;
/** The widths of the bars of a chart, the first that gives no more than `mostBars`. */
const steps = [hourMs, 3 * hourMs, 6 * hourMs, 12 * hourMs, dayMs, 2 * dayMs, weekMs];
const mostBars = 60;
/** Five years: what nobody reads any more. */
export const longestSpanMs = 5 * 366 * dayMs;

/** Sums of so many hours each that lie within [from, to), epoch ms. */
export interface TallySpan {
  readonly hours: 1 | 24;
  readonly from: number;
  readonly to: number;
}

export interface Coverage {
  readonly from: number;
  readonly to: number;
  /** The width of a bar. */
  readonly stepMs: number;
  /** Which sums make the bars, and which make the whole range in as few as can be. */
  readonly bars: TallySpan;
  readonly whole: readonly TallySpan[];
}

/**
 * A range of time, widened to what there are sums of. Whole days (UTC) are read as such, what is left at the ends by the hour;
 * the day that is under way is whole: nothing of it lies after `now`.
 */
export function coveredSpans(range: { readonly from: number; readonly to: number }, now: number): Coverage {
  const isOld = range.from < now - hoursReachMs;
  const unit = isOld ? dayMs : hourMs;
  const from = Math.floor(range.from / unit) * unit;
  const to = Math.max(from + unit, Math.ceil(range.to / unit) * unit);
  const width = to - from;
  const stepMs =
    steps.find((step) => step >= unit && width / step <= mostBars) ?? Math.ceil(width / mostBars / weekMs) * weekMs;
  const bars: TallySpan = { hours: isOld ? 24 : 1, from, to };
  const firstDay = Math.ceil(from / dayMs) * dayMs;
  const lastDay = (to > now ? Math.ceil(to / dayMs) : Math.floor(to / dayMs)) * dayMs;
  const spans: readonly TallySpan[] =
    firstDay >= lastDay
      ? [bars]
      : [
          { hours: 24, from: firstDay, to: lastDay },
          { hours: 1, from, to: firstDay },
          { hours: 1, from: lastDay, to },
        ];
  return { from, to, stepMs, bars, whole: spans.filter((span) => span.from < span.to) };
}
