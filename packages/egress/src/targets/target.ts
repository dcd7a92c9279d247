import { AdaptiveLimit, type Signal } from "./adaptive-limit.ts";
import { CircuitBreaker } from "./circuit-breaker.ts";
import { unavailable } from "./target-unavailable.ts";
import type { Outcome, TargetPlace, TargetView } from "./target-view.ts";
import { type Rate, TokenBucket } from "./token-bucket.ts";

/** A pause that a target asks for is sat out up to this; a longer one fails the attempt, which knows when to come again. */
const patienceMs = 5_000;
const longestPauseMs = 3_600_000;
/** The target as a whole is away; a 500 may be the matter of one address of it. */
const awayStatuses = new Set([502, 503, 504]);

interface Waiting {
  readonly resolve: (place: TargetPlace) => void;
  readonly reject: (error: unknown) => void;
  readonly signal: AbortSignal;
  readonly onAbort: () => void;
}

/** One host, or one model of a host. */
export class Target {
  readonly #name: string;
  readonly #now: () => number;
  readonly #limit = new AdaptiveLimit();
  readonly #breaker = new CircuitBreaker();
  #bucket: TokenBucket | null;
  #processes = 1;
  /** The most that the owner allows at a time in the whole installation; null: as much as it answers well. */
  #most: number | null = null;
  readonly #waiting = new Set<Waiting>();
  #inFlight = 0;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #usedAt: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(name: string, options: { readonly rate: Rate | null; readonly now: () => number }) {
    this.#name = name;
    this.#now = options.now;
    this.#bucket = options.rate === null ? null : new TokenBucket(options.rate, options.now());
    this.#usedAt = options.now();
  }

  divideBy(processes: number): void {
    this.#processes = processes;
    this.#bucket?.divideBy(processes);
  }

  /** What the owner allows from now on, in the whole installation. Work under way goes on. */
  allow({ rate, most }: { readonly rate: Rate | null; readonly most: number | null }): void {
    this.#bucket = rate === null ? null : new TokenBucket(rate, this.#now());
    this.#bucket?.divideBy(this.#processes);
    this.#most = most;
    this.#turn();
  }

  /** Every process may ask at least once at a time. */
  get #places(): number {
    if (this.#most === null) return this.#limit.value;
    return Math.min(this.#limit.value, Math.max(1, Math.floor(this.#most / this.#processes)));
  }

  isIdle(forMs: number): boolean {
    return this.#inFlight === 0 && this.#waiting.size === 0 && this.#now() - this.#usedAt > forMs;
  }

  view(): TargetView {
    const now = this.#now();
    return {
      name: this.#name,
      limit: this.#places,
      inFlight: this.#inFlight,
      waiting: this.#waiting.size,
      breaker: this.#breaker.state(now),
      latencyMs: this.#limit.latencyMs === null ? null : Math.round(this.#limit.latencyMs),
      pausedMs: Math.max(0, Math.ceil(this.#pausedUntil - now)),
    };
  }

  enter(signal: AbortSignal): Promise<TargetPlace> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const waiting: Waiting = {
        resolve,
        reject,
        signal,
        onAbort: () => {
          this.#waiting.delete(waiting);
          reject(signal.reason);
        },
      };
      signal.addEventListener("abort", waiting.onAbort, { once: true });
      this.#waiting.add(waiting);
      this.#turn();
    });
  }

  /** Lets out as many as may go now, in the order in which they came. */
  #turn(): void {
    clearTimeout(this.#timer);
    for (const waiting of this.#waiting) {
      if (this.#inFlight >= this.#places) return;
      const now = this.#now();
      const pausedMs = this.#pausedUntil - now;
      if (pausedMs > patienceMs) {
        this.#leave(waiting).reject(
          unavailable(this.#name, "has asked not to be called for a while", Math.ceil(pausedMs)),
        );
        continue;
      }
      if (pausedMs > 0) {
        this.#turnIn(pausedMs);
        return;
      }
      const way = this.#breaker.ask(now);
      if (typeof way === "object") {
        this.#leave(waiting).reject(unavailable(this.#name, "has failed too often", way.retryAfterMs));
        continue;
      }
      const waitMs = this.#bucket?.take(now) ?? 0;
      if (waitMs > 0) {
        this.#breaker.take(null, way, now);
        this.#turnIn(waitMs);
        return;
      }
      this.#leave(waiting).resolve(this.#place(way, now));
    }
  }

  #turnIn(ms: number): void {
    this.#timer = setTimeout(() => this.#turn(), Math.min(ms, patienceMs));
  }

  #leave(waiting: Waiting): Waiting {
    this.#waiting.delete(waiting);
    waiting.signal.removeEventListener("abort", waiting.onAbort);
    return waiting;
  }

  #place(way: "go" | "probe", startedAt: number): TargetPlace {
    this.#inFlight += 1;
    let isAnswered = false;
    let isEnded = false;
    const answered = (outcome: Outcome): void => {
      if (isAnswered) return;
      isAnswered = true;
      this.#learn(outcome, way, startedAt);
    };
    return {
      answered,
      end: () => {
        if (isEnded) return;
        isEnded = true;
        answered({ kind: "stopped" });
        this.#inFlight -= 1;
        this.#usedAt = this.#now();
        this.#turn();
      },
    };
  }

  #learn(outcome: Outcome, way: "go" | "probe", startedAt: number): void {
    const endedAt = this.#now();
    const isFailed = outcome.kind === "failed" || (outcome.kind === "answer" && awayStatuses.has(outcome.status));
    this.#breaker.take(outcome.kind === "stopped" ? null : !isFailed, way, endedAt);
    if (outcome.kind === "stopped") return;
    this.#limit.take(signalOf(outcome), { startedAt, endedAt, inFlight: this.#inFlight });
    const isAsking = outcome.kind === "answer" && (outcome.status === 429 || outcome.status === 503);
    if (isAsking && outcome.retryAfterMs !== null) {
      this.#pausedUntil = Math.max(this.#pausedUntil, endedAt + Math.min(outcome.retryAfterMs, longestPauseMs));
    }
    if (way === "probe") this.#turn();
  }
}

function signalOf(outcome: Exclude<Outcome, { kind: "stopped" }>): Signal {
  if (outcome.kind === "failed") return "failed";
  return outcome.status === 429 || outcome.status === 503 ? "refused" : "ok";
}
