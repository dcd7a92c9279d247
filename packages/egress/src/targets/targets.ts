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
  /** Rates that the owner has set are divided among so many processes. */
  divideBy(processes: number): void;
  /** The busiest first, at most `most`. */
  view(most: number): readonly TargetView[];
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

  const targetOf = (name: string): Target => {
    const key = name.toLowerCase();
    const known = targets.get(key);
    if (known !== undefined) return known;
    if (targets.size >= mostKept) forgetIdle();
    const [host = ""] = key.split(" ");
    const rate = options.rates?.get(key) ?? options.rates?.get(host) ?? options.rates?.get(host.replace(/:\d+$/, ""));
    const made = new Target(key, { rate: rate ?? null, now });
    made.divideBy(processes);
    targets.set(key, made);
    return made;
  };

  const forgetIdle = (): void => {
    for (const [key, target] of targets) if (target.isIdle(idleMs) || targets.size > 2 * mostKept) targets.delete(key);
  };

  return {
    enter: (name, signal) => targetOf(name).enter(signal),
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

function urgency({ breaker, waiting, inFlight, pausedMs }: TargetView): number {
  return (breaker === "closed" ? 0 : 1e9) + (pausedMs > 0 ? 1e8 : 0) + waiting * 1e3 + inFlight;
}
