import { decayed, effectiveSize, noWeight, type Weight, withOneMore } from "./decay.ts";

/** Of the normal distribution: 97.5 % lie below. */
const z = 1.96;
/** Nothing is held to happen more seldom than this. */
const leastUsual = 0.005;
const mostUsual = 0.95;

/** How often something happens, as shares from 0 to 1. Plain JSON. */
export interface Share {
  readonly weight: Weight;
  readonly sum: number;
}

export const emptyShare: Share = { weight: noWeight, sum: 0 };

export function withShare({ weight, sum }: Share, share: number): Share {
  return { weight: withOneMore(weight), sum: decayed(sum) + share };
}

/** The mean of what was seen; 0 where nothing was. */
export function meanShare({ weight, sum }: Share): number {
  return weight.sum === 0 ? 0 : sum / weight.sum;
}

/** What the mean hardly exceeds: the upper end of Wilson's interval (1927), which is wide where little was seen. */
export function usualShare(share: Share): number {
  const size = Math.max(1, effectiveSize(share.weight));
  const mean = meanShare(share);
  const middle = mean + (z * z) / (2 * size);
  const width = z * Math.sqrt((mean * (1 - mean)) / size + (z * z) / (4 * size * size));
  return Math.min(mostUsual, Math.max(leastUsual, (middle + width) / (1 + (z * z) / size)));
}
