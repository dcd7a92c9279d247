import type { TokenPrice } from "../provider-settings.ts";

export interface TokenCounts {
  /** With what was kept and what had been kept. */
  readonly input: number;
  readonly output: number;
  readonly cached: number;
  readonly kept: number;
}

/** Dollars. Without a price of its own, what had been kept counts as other input: more than it costs, not less. */
export function costOf({ input, output, cached, kept }: TokenCounts, price: TokenPrice): number {
  const plain = Math.max(0, input - cached - kept);
  const { cached: ofCached = price.input, kept: ofKept = price.input } = price;
  return (plain * price.input + cached * ofCached + kept * ofKept + output * price.output) / 1_000_000;
}
