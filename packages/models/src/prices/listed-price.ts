import type { BuiltInPrice, ModelProvider, ModelProviderKind } from "@orrery/ports";
import type { TokenPrice } from "../provider-settings.ts";
import { listedPrices, pricesAsOf } from "./prices-2026-11-24.ts";

/** Where each list's prices hold: another address may be somebody else's, with prices of its own. */
const listedHosts: Readonly<Record<string, string>> = {
  openai: "api.openai.com",
  anthropic: "api.anthropic.com",
  google: "generativelanguage.googleapis.com",
};

/** `listedPrice` as Settings shows it, with the day of the list (`YYYY-MM-DD`). */
export function datedPrice(...asked: Parameters<typeof listedPrice>): BuiltInPrice | null {
  const price = listedPrice(...asked);
  return price === null ? null : { input: price.input, output: price.output, asOf: pricesAsOf };
}

/** What the provider's published list says of a model, by its exact name and at the provider's own address; else null. */
export function listedPrice(
  { kind, baseUrl }: Pick<ModelProvider, "kind" | "baseUrl">,
  model: string,
): TokenPrice | null {
  if (URL.parse(baseUrl)?.host !== listedHosts[kind]) return null;
  const found = listedPrices.find((price) => price.kind === kind && price.model === model);
  if (found === undefined) return null;
  const { kind: _kind, model: _model, ...price } = found;
  return price;
}

/** Of what keeps a prompt with Anthropic, for five minutes; other providers ask no more than for other input. */
const keepingFactor = 1.25;

/** An owner's price of a model, which says nothing of what is kept. */
export function ownPrice(price: TokenPrice, kind: ModelProviderKind): TokenPrice {
  return kind === "anthropic" ? { ...price, kept: price.input * keepingFactor } : price;
}
