import { decayed, effectiveSize, noWeight, type Weight, withOneMore } from "./decay.ts";

/** Neighbouring buckets differ by a tenth, so a figure read from them is right within 5 %. */
const step = Math.log(1.1);
/** What weighs less than this is forgotten. */
const leastWeight = 0.002;
/** The tail is read from the upper tenth, or from as much more of it as gives so many observations; never more than a quarter. */
const wantedInTail = 20;
const smallestTail = 0.1;
const largestTail = 0.25;
/** A tail is never taken for thinner than this, in natural logarithms: half a bucket. */
const thinnestTail = step / 2;

/** How a positive figure (milliseconds, dollars) is spread: weights by bucket of its logarithm. Plain JSON. */
export interface Spread {
  readonly weight: Weight;
  /** By the number of the bucket, as text. */
  readonly buckets: Readonly<Record<string, number>>;
}

export const emptySpread: Spread = { weight: noWeight, buckets: {} };

/** The spread with one more figure; figures that are not positive are passed over. */
export function withFigure(spread: Spread, figure: number): Spread {
  if (!(figure > 0) || !Number.isFinite(figure)) return spread;
  const buckets: Record<string, number> = {};
  for (const [bucket, weight] of Object.entries(spread.buckets)) {
    const left = decayed(weight);
    if (left >= leastWeight) buckets[bucket] = left;
  }
  const own = String(Math.floor(Math.log(figure) / step));
  buckets[own] = (buckets[own] ?? 0) + 1;
  return { weight: withOneMore(spread.weight), buckets };
}

/** The figure that a `share` of what was seen does not pass; null where nothing was seen. */
export function quantile(spread: Spread, share: number): number | null {
  const at = logQuantile(sorted(spread), share);
  return at === null ? null : Math.exp(at);
}

/**
 * A limit that the next figure passes by chance with a probability of at most about `chance`, whatever its distribution looks
 * like below the tail; null where nothing was seen.
 *
 * Method: peaks over a threshold (Pickands 1975) with the exponential law on logarithms (Hill 1975), which is exact for power
 * laws and errs towards silence for lighter tails such as the log-normal. The scale of the tail is estimated from k excesses
 * only, so the limit is the exact prediction limit for that case: the next excess over their mean follows F(2, 2k), and
 * P(F > x) = (1 + x/k)^-k (Lawless, Statistical Models and Methods for Lifetime Data, on exponential prediction).
 */
export function upperLimit(spread: Spread, chance: number): number | null {
  const list = sorted(spread);
  const size = effectiveSize(spread.weight);
  const tail = Math.min(largestTail, Math.max(smallestTail, wantedInTail / size));
  const threshold = logQuantile(list, 1 - tail);
  if (threshold === null) return null;
  const inTail = Math.max(1, tail * size);
  const reach = inTail * ((tail / chance) ** (1 / inTail) - 1);
  return Math.exp(threshold + Math.max(thinnestTail, meanExcess(list, threshold)) * reach);
}

interface Bucket {
  readonly low: number;
  readonly weight: number;
}

function sorted({ buckets }: Spread): readonly Bucket[] {
  return Object.entries(buckets)
    .map(([bucket, weight]) => ({ low: Number(bucket) * step, weight }))
    .sort((one, other) => one.low - other.low);
}

/** Within a bucket, figures count as evenly spread over its logarithms. */
function logQuantile(list: readonly Bucket[], share: number): number | null {
  let left = share * list.reduce((sum, { weight }) => sum + weight, 0);
  for (const { low, weight } of list) {
    if (left <= weight) return low + step * (left / weight);
    left -= weight;
  }
  const last = list.at(-1);
  return last === undefined ? null : last.low + step;
}

function meanExcess(list: readonly Bucket[], threshold: number): number {
  let [sum, total] = [0, 0];
  for (const { low, weight } of list) {
    const high = low + step;
    if (high <= threshold) continue;
    const from = Math.max(low, threshold);
    const above = weight * ((high - from) / step);
    sum += above * ((from + high) / 2 - threshold);
    total += above;
  }
  return total === 0 ? 0 : sum / total;
}
