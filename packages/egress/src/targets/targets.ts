import { Target } from "./target.ts";
import type { TargetPlace, TargetView } from "./target-view.ts";
import type { Rate } from "./token-bucket.ts";

/** The hosts and models that the steps of this process ask, each with its limits. */
export interface Targets {
  /**
   * Waits for its turn, in the order of asking. Throws the transient `StepFailure` `TARGET_UNAVAILABLE` with `retryAfterMs`
   * where the target's breaker is open, or it has said not to be asked for longer than five seconds.
   */
  enter(name: string, signal: AbortSignal): Promise<TargetPlace>;
  /** What the owner has set, by name in lower case; it goes before `rates`, and what is not among it any more is lifted. */
  allow(limits: ReadonlyMap<string, TargetLimit>): void;
  /** Rates that the owner has set are divided among so many processes. */
  divideBy(processes: number): void;
  /** The busiest first, at most `most`. */
  view(most: number): readonly TargetView[];
}

/** The most that a target is asked by the whole installation; null: as much as it answers well. */
export interface TargetLimit {
  readonly perSecond: number | null;
  readonly atOnce: number | null;
}

const idleMs = 10 * 60_000;
const mostKept = 1_000;

/**
 * @param options.rates by name in lower case, of the whole installation.
 * @param options.now ms of any clock; by default of the process.
 */
export function createTargets(
  options: { readonly rates?: ReadonlyMap<string, Rate>; readonly now?: () => number } = {},
): Targets {
  const now = options.now ?? (() => performance.now());
  const targets = new Map<string, Target>();
  let processes = 1;
  let limits: ReadonlyMap<string, TargetLimit> = new Map();

  const targetOf = (name: string): Target => {
    const key = name.toLowerCase();
    const known = targets.get(key);
    if (known !== undefined) return known;
    if (targets.size >= mostKept) forgetIdle();
    const made = new Target(key, { rate: null, now });
    made.divideBy(processes);
    made.allow(allowed(key));
    targets.set(key, made);
    return made;
  };

  const allowed = (key: string): { readonly rate: Rate | null; readonly most: number | null } => {
    const limit = named(limits, key);
    const perSecond = limit?.perSecond ?? null;
    const rate = perSecond === null ? (named(options.rates, key) ?? null) : { count: perSecond, perMs: 1_000 };
    return { rate, most: limit?.atOnce ?? null };
  };

  const forgetIdle = (): void => {
    for (const [key, target] of targets) if (target.isIdle(idleMs) || targets.size > 2 * mostKept) targets.delete(key);
  };

  return {
    enter: (name, signal) => targetOf(name).enter(signal),
    allow(wanted) {
      // A bucket that is made anew begins full: only what has changed may be.
      const before = limits;
      limits = wanted;
      for (const [key, target] of targets) {
        const [was, is] = [named(before, key), named(wanted, key)];
        if (was?.perSecond !== is?.perSecond || was?.atOnce !== is?.atOnce) target.allow(allowed(key));
      }
    },
    divideBy(count) {
      if (count === processes) return;
      processes = count;
      for (const target of targets.values()) target.divideBy(count);
    },
    view: (most) =>
      [...targets.values()]
        .map((target) => target.view())
        .toSorted((a, b) => urgency(b) - urgency(a) || (a.name < b.name ? -1 : 1))
        .slice(0, most),
  };
}

/** By host and model, else by host and port, else by host. */
function named<T>(all: ReadonlyMap<string, T> | undefined, key: string): T | undefined {
  const [host = ""] = key.split(" ");
  return all?.get(key) ?? all?.get(host) ?? all?.get(host.replace(/:\d+$/, ""));
}

function urgency({ breaker, waiting, inFlight, pausedMs }: TargetView): number {
  return (breaker === "closed" ? 0 : 1e9) + (pausedMs > 0 ? 1e8 : 0) + waiting * 1e3 + inFlight;
}
