/** How often something may be asked for: so many at once, and so many a second for ever. */
export interface OpeningAllowance {
  /** Takes one for a key; false where it has none left. */
  take(key: string): boolean;
}

export interface OpeningAllowanceOptions {
  readonly atOnce: number;
  readonly perSecond: number;
  /** A clock that only goes forward, ms. */
  readonly now: () => number;
}

/** Keys that are kept; one beyond them begins anew. */
const mostKeys = 10_000;

/** A token bucket for each key, in the memory of this process. */
export function createOpeningAllowance({ atOnce, perSecond, now }: OpeningAllowanceOptions): OpeningAllowance {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>();
  return {
    take(key) {
      const bucket = buckets.get(key);
      const at = now();
      const left =
        bucket === undefined ? atOnce : Math.min(atOnce, bucket.left + ((at - bucket.at) / 1000) * perSecond);
      buckets.delete(key);
      buckets.set(key, { left: left < 1 ? left : left - 1, at });
      const oldest = buckets.size > mostKeys ? buckets.keys().next().value : undefined;
      if (oldest !== undefined) buckets.delete(oldest);
      return left >= 1;
    },
  };
}
