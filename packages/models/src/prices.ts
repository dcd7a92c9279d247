/** What a model costs, in US dollars for a million tokens. */
interface Price {
  readonly input: number;
  readonly output: number;
}

/** List prices, last checked in August 2025. A model that is not here costs 0 in our figures: better no figure than a guessed one. */
const prices: ReadonlyMap<string, Price> = new Map([
  ["gpt-4o", { input: 2.5, output: 10 }],
  ["gpt-4o-mini", { input: 0.15, output: 0.6 }],
  ["gpt-4.1", { input: 2, output: 8 }],
  ["gpt-4.1-mini", { input: 0.4, output: 1.6 }],
  ["gpt-4.1-nano", { input: 0.1, output: 0.4 }],
  ["gpt-5", { input: 1.25, output: 10 }],
  ["gpt-5-mini", { input: 0.25, output: 2 }],
  ["gpt-5-nano", { input: 0.05, output: 0.4 }],
]);

/** What a call cost, in US dollars; 0 where the price is not known. Dated names (`gpt-4o-2024-08-06`) count as their model. */
export function costOf(model: string, tokens: { readonly input: number; readonly output: number }): number {
  const price = prices.get(model) ?? prices.get(model.replace(/-\d{4}-\d{2}-\d{2}$/, ""));
  if (price === undefined) return 0;
  return (tokens.input * price.input + tokens.output * price.output) / 1_000_000;
}
