/** What is dear to make and may be a little old: made once for all who ask within a while. */
export interface RecentlyMade<T> {
  /** What stands under a key, made anew where it has grown old; null where too much is being made already. Rejects as `make`. */
  get(key: string, make: () => Promise<T>): Promise<T> | null;
}

export interface RecentlyMadeOptions<T> {
  /** How long something may be given again, ms. */
  readonly keepMs: (made: T) => number;
  /** How many are kept; those made first go first. */
  readonly most: number;
  /** How many may be in the making at a time. */
  readonly mostAtOnce: number;
  /** A clock that only goes forward, ms. */
  readonly now: () => number;
}

interface Entry<T> {
  readonly made: Promise<T>;
  /** Absent while it is being made. */
  until?: number;
}

/** Keeps what was made of late in the memory of this process. */
export function createRecentlyMade<T>({ keepMs, most, mostAtOnce, now }: RecentlyMadeOptions<T>): RecentlyMade<T> {
  const entries = new Map<string, Entry<T>>();
  let underWay = 0;
  return {
    get(key, make) {
      const there = entries.get(key);
      if (there !== undefined && (there.until === undefined || there.until > now())) return there.made;
      if (underWay >= mostAtOnce) return null;
      underWay += 1;
      entries.delete(key);
      const entry: Entry<T> = { made: make() };
      entries.set(key, entry);
      const oldest = entries.size > most ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      entry.made.then(
        (made) => {
          underWay -= 1;
          entry.until = now() + keepMs(made);
        },
        () => {
          underWay -= 1;
          if (entries.get(key) === entry) entries.delete(key);
        },
      );
      return entry.made;
    },
  };
}
