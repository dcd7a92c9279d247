/** The value that `share` (0 to 1) of the samples do not exceed, by nearest rank. Throws RangeError without samples. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError("There is no percentile of no samples.");
  return value;
}

/** The middle one of several rounds. */
export function median(samples: readonly number[]): number {
  return percentile(samples, 0.5);
}
