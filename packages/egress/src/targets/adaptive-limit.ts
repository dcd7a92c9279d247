/** What a request came to, as far as it says something about how much its target can take. */
export type Signal = "ok" | "refused" | "failed";

const smallest = 1;
const largest = 1_024;
const first = 64;
/** Latency alone never says that a target can take less than this: some answers just take longer. */
const smallestByLatency = 4;
const tolerance = 2;
const windowSamples = 10;
/** Of the long average: one part in so many is the newest window. */
const longWindows = 60;
const byLatency = 0.9;
const byRefusal = 0.5;

/**
 * How many requests a target is sent at a time. Additive increase, multiplicative decrease, as the AIMD limit of Netflix's
 * concurrency-limits (AIMDLimit.java: back off by 0.9, grow only while at least half of the limit is in use), with the
 * latency signal of its Gradient2 limit: the average of a short window against a long moving average, so that a target that
 * always was slow, or has slow and fast answers, is not held for overloaded. 429 and 503 halve the limit, once for all that
 * were under way when it was halved.
 */
export class AdaptiveLimit {
  #limit = first;
  #longMs: number | null = null;
  #windowMs = 0;
  #windowCount = 0;
  /** Requests that began before this time say nothing new: the limit has been lowered since. */
  #deafBefore = Number.NEGATIVE_INFINITY;

  /** Whole requests, at least 1. */
  get value(): number {
    return Math.max(smallest, Math.floor(this.#limit));
  }

  /** The long average, ms; null before the first window. */
  get latencyMs(): number | null {
    return this.#longMs;
  }

  /**
   * @param sample.startedAt and `endedAt` in ms of one clock; `inFlight` with this one.
   */
  take(
    signal: Signal,
    sample: { readonly startedAt: number; readonly endedAt: number; readonly inFlight: number },
  ): void {
    if (signal === "refused") {
      this.#lower(byRefusal, sample, smallest);
      return;
    }
    if (signal === "failed") {
      this.#lower(byLatency, sample, smallest);
      return;
    }
    // One more for each limit's worth of answers, and only while it is needed.
    if (sample.inFlight * 2 >= this.#limit) this.#limit = Math.min(largest, this.#limit + 1 / this.#limit);
    this.#windowMs += sample.endedAt - sample.startedAt;
    this.#windowCount += 1;
    if (this.#windowCount >= windowSamples) this.#endWindow(sample);
  }

  #endWindow(sample: { readonly startedAt: number; readonly endedAt: number }): void {
    const short = this.#windowMs / this.#windowCount;
    this.#windowMs = 0;
    this.#windowCount = 0;
    if (this.#longMs !== null && short > this.#longMs * tolerance) this.#lower(byLatency, sample, smallestByLatency);
    this.#longMs = this.#longMs === null ? short : this.#longMs + (short - this.#longMs) / longWindows;
    // After it was overloaded the average is too high; a shorter one counts for more.
    if (short < this.#longMs / tolerance) this.#longMs = (this.#longMs + short) / 2;
  }

  #lower(by: number, sample: { readonly startedAt: number; readonly endedAt: number }, least: number): void {
    if (sample.startedAt < this.#deafBefore) return;
    this.#deafBefore = sample.endedAt;
    this.#limit = Math.max(Math.min(least, this.#limit), this.#limit * by);
  }
}
