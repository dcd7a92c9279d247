/** How often somebody may say where they are. */
export interface SignGate {
  /** Whether one more sign of theirs is passed on at `now` (ms). */
  passes(who: string, now: number): boolean;
}

const perSecond = 10;
const burst = 20;
const mostPeople = 5_000;

/** Ten signs a second of each, and a few at once: the rest is dropped, as the next one says the same and more. */
export function createSignGate(): SignGate {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    passes(who, now) {
      const before = buckets.get(who) ?? { left: burst, at: now };
      const left = Math.min(burst, before.left + (Math.max(0, now - before.at) * perSecond) / 1000);
      buckets.delete(who);
      buckets.set(who, { left: left < 1 ? left : left - 1, at: now });
      const oldest = buckets.keys().next();
      if (buckets.size > mostPeople && !oldest.done) buckets.delete(oldest.value);
      return left >= 1;
    },
  };
}
