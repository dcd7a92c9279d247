export type BreakerState = "closed" | "open" | "half-open";

const windowMs = 10_000;
const slots = 10;
const fewest = 20;
const failingShare = 0.5;
const firstOpenMs = 5_000;
const longestOpenMs = 60_000;

interface Slot {
  readonly at: number;
  ok: number;
  failed: number;
}

/**
 * Stops asking a target that fails. Closed: at least twenty requests within ten seconds, half of them failed, open it. Open:
 * nothing is sent for five seconds, twice as long each time it opens again, at most a minute. Then half-open: one request
 * probes, the others are refused; if it succeeds the breaker is closed, if not open again. (Nygard, Release It!, 2007.)
 */
export class CircuitBreaker {
  #slots: Slot[] = [];
  #openUntil: number | null = null;
  #openMs = firstOpenMs;
  #isProbing = false;

  state(now: number): BreakerState {
    if (this.#openUntil === null) return "closed";
    return now < this.#openUntil ? "open" : "half-open";
  }

  /** Whether a request may go out: `go`, as the one `probe`, or not before so many ms. */
  ask(now: number): "go" | "probe" | { readonly retryAfterMs: number } {
    if (this.#openUntil === null) return "go";
    if (now < this.#openUntil) return { retryAfterMs: Math.ceil(this.#openUntil - now) };
    if (this.#isProbing) return { retryAfterMs: 1_000 };
    this.#isProbing = true;
    return "probe";
  }

  /** What a request that was let out came to; null where it was stopped and says nothing. */
  take(isOk: boolean | null, way: "go" | "probe", now: number): void {
    if (way === "probe") {
      this.#isProbing = false;
      if (isOk === null) return;
      if (isOk) this.#close();
      else this.#open(now);
      return;
    }
    if (isOk === null || this.#openUntil !== null) return;
    const slot = this.#slotOf(now);
    if (isOk) slot.ok += 1;
    else slot.failed += 1;
    const ok = this.#slots.reduce((sum, one) => sum + one.ok, 0);
    const failed = this.#slots.reduce((sum, one) => sum + one.failed, 0);
    if (!isOk && ok + failed >= fewest && failed >= (ok + failed) * failingShare) this.#open(now);
  }

  #slotOf(now: number): Slot {
    const at = Math.floor(now / (windowMs / slots));
    this.#slots = this.#slots.filter((slot) => slot.at > at - slots);
    const last = this.#slots.at(-1);
    if (last?.at === at) return last;
    const slot = { at, ok: 0, failed: 0 };
    this.#slots.push(slot);
    return slot;
  }

  #open(now: number): void {
    this.#openUntil = now + this.#openMs;
    this.#openMs = Math.min(longestOpenMs, this.#openMs * 2);
    this.#slots = [];
  }

  #close(): void {
    this.#openUntil = null;
    this.#openMs = firstOpenMs;
  }
}
