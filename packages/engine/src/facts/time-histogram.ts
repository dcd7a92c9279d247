/** Buckets to a doubling: neighbours differ by 2^(1/8), so the middle of one is at most 4.5 % off whatever fell into it. */
const perDoubling = 8;

/**
 * The bucket of a time: 0 for less than 1 ms, then one for each factor of 2^(1/8). A fixed log scale (as in Prometheus'
 * native histograms): counts of the same bucket from any two places can be added.
 */
export function timeBucket(ms: number): number {
  return ms < 1 ? 0 : 1 + Math.floor(Math.log2(ms) * perDoubling);
}

/**
 * The time below which the share `p` (0 to 1) of what was counted lies, in ms, by nearest rank; null where nothing was.
 * It is the geometric middle of its bucket: within ±4.5 % of the true one, and 0 for less than 1 ms.
 * @param counts by bucket; what is missing at the end is 0.
 */
export function timeQuantile(counts: readonly number[], p: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.min(total, Math.max(1, Math.ceil(p * total)));
  let seen = 0;
  for (const [bucket, count] of counts.entries()) {
    seen += count;
    if (seen >= rank) return bucket === 0 ? 0 : 2 ** ((bucket - 0.5) / perDoubling);
  }
  return null;
}

/** Adds counts to `sum`, bucket by bucket, and gives it back. */
export function addCounts(sum: number[], counts: readonly number[]): number[] {
  for (const [bucket, count] of counts.entries()) sum[bucket] = (sum[bucket] ?? 0) + count;
  return sum;
}
