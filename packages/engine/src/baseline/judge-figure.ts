import { type Evidence, isEnough, noEvidence, weighed } from "./evidence.ts";
import { emptySpread, quantile, type Spread, upperLimit, withFigure } from "./spread.ts";
import type { Verdict } from "./verdict.ts";

/** Nothing is judged before so many runs. */
export const leastRuns = 30;
/** A figure that passes its limit by chance: at most about one in so many. */
const chance = 1 / 1_000;
/** Less than this is not worth anybody's time, however rare it is. */
const leastTimes = 1.5;
const leastMore = { time: 100, cost: 0.0001 } as const;
/** For what lasts, a run counts as slow where it is beyond what nine of ten take, by a quarter. */
const slowShare = 0.1;
const slowBy = 1.25;

/** What a node usually takes of time, or of money. Plain JSON. */
export interface FigureBaseline {
  readonly spread: Spread;
  /** For slowness that lasts, though no single run would be told. */
  readonly slow: Evidence;
  /** The logarithms of what was taken since `slow` began, summed. */
  readonly slowLogs: number;
}

export const emptyFigure: FigureBaseline = { spread: emptySpread, slow: noEvidence, slowLogs: 0 };

/**
 * Judges a figure (ms or dollars, positive) by what was usual before it, and learns it. What deviates is learned only up to
 * the limit, so that a single case does not move what is usual and a new level becomes usual over some hundred runs.
 */
export function judgeFigure(
  kind: "time" | "cost",
  before: FigureBaseline,
  figure: number,
): { readonly after: FigureBaseline; readonly verdict: Verdict | null } {
  const { spread } = before;
  const runs = spread.weight.seen;
  const usual = quantile(spread, 0.5);
  const limit = upperLimit(spread, chance);
  if (runs < leastRuns || usual === null || limit === null) {
    return { after: { ...emptyFigure, spread: withFigure(spread, figure) }, verdict: null };
  }
  const isSlow = figure > slowBy * (quantile(spread, 1 - slowShare) ?? usual);
  const slow = weighed(before.slow, isSlow ? 1 : 0, slowShare);
  const slowLogs = slow.runs === 0 ? 0 : before.slowLogs + Math.log(figure);
  const after = { spread: withFigure(spread, Math.min(figure, Math.max(limit, usual * leastTimes))), slow, slowLogs };
  const p99 = quantile(spread, 0.99) ?? usual;
  const told = (value: number): boolean => value >= usual * leastTimes && value - usual >= leastMore[kind];
  const typical = Math.exp(slowLogs / Math.max(1, slow.runs));
  const lasts = isEnough(slow) && told(typical);
  if (figure > limit && told(figure)) {
    const verdict = { kind, value: figure, usual, p99, times: figure / usual, runs };
    return { after, verdict: lasts ? { ...verdict, lasting: slow.runs } : verdict };
  }
  if (!lasts) return { after, verdict: null };
  return { after, verdict: { kind, value: typical, usual, p99, times: typical / usual, runs, lasting: slow.runs } };
}
