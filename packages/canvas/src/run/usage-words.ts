import { formatCount, formatUsd } from "@orrery/ui";

/** Tokens, and their cost in US dollars where it is known: a model without a price costs 0 and shows tokens only. */
export function usageWords(tokens: number, usd: number): string[] {
  return usd > 0 ? [`${formatCount(tokens)} tok`, formatUsd(usd)] : [`${formatCount(tokens)} tok`];
}
