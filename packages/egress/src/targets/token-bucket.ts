/** So many requests within so long; a burst is at most what one second holds, and at least one. */
export interface Rate {
  readonly count: number;
  readonly perMs: number;
}

/** A token bucket over a rate of which this process has a share. */
export class TokenBucket {
  readonly #rate: Rate;
  #share = 1;
  #tokens: number;
  #at: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = this.#burst;
    this.#at = now;
  }

  /** Among so many processes the rate is divided evenly. */
  divideBy(processes: number): void {
    this.#share = 1 / Math.max(1, processes);
    this.#tokens = Math.min(this.#tokens, this.#burst);
  }

  /** Takes one token; else ms until there is one. */
  take(now: number): number {
    this.#tokens = Math.min(this.#burst, this.#tokens + Math.max(0, now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    // Rounded sums may fall short of a whole ms by next to nothing.
    return Math.ceil((1 - this.#tokens) / this.#perMs - 1e-6);
  }

  get #perMs(): number {
    return (this.#rate.count / this.#rate.perMs) * this.#share;
  }

  get #burst(): number {
    return Math.max(1, this.#perMs * 1_000);
  }
}

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

/**
 * `ORRERY_TARGET_RATES`: `api.example.com=10/s, models.example.com gpt-large=500/m`, by host or by host and model.
 * @throws Error in words for an entry that cannot be read.
 */
export function parseRates(text: string): ReadonlyMap<string, Rate> {
  const rates = new Map<string, Rate>();
  for (const entry of text.split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    const found = /^(\S+(?: \S+)?)\s*=\s*(\d{1,9})\/(s|m|h)$/.exec(entry);
    const [, target = "", count = "", unit = ""] = found ?? [];
    const perMs = units[unit];
    if (perMs === undefined || Number(count) < 1) {
      throw new Error(`ORRERY_TARGET_RATES has "${entry.slice(0, 60)}": it should look like api.example.com=10/s.`);
    }
    rates.set(target.toLowerCase(), { count: Number(count), perMs });
  }
  return rates;
}
