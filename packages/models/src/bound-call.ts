import type { ModelRequest } from "@orrery/node-kit";
import type { TokenPrice } from "./provider-settings.ts";

/** What an answer may have where the request says nothing, tokens. Sent along, so that it holds. */
export const defaultMaxTokens = 8_192;

/** What a provider may add around a request for roles and format, tokens. */
const frameTokens = 256;

/**
 * What an image counts as until the answer says how many tokens it was. It is an estimate and no limit: a provider counts by
 * size, in ways of its own, and some count more than this for a large image.
 */
export const imageTokens = 5_000;

/** The most that a call may take, but for images, which are estimated. No tokenizer makes more tokens than there are bytes. `usd` null: the price is not known. */
export interface CallBound {
  readonly tokens: number;
  readonly usd: number | null;
  /** With which the call has to be made for this to hold. */
  readonly maxTokens: number;
}

export function boundCall(request: Omit<ModelRequest, "signal" | "onText">, price: TokenPrice | null): CallBound {
  const schema = request.outputSchema === undefined ? "" : JSON.stringify(request.outputSchema);
  const { earlier = [], messages = [], tools = [] } = request;
  const talk = [...earlier, ...messages, ...tools].map((part) => JSON.stringify(part)).join("");
  const bytes = new TextEncoder().encode(`${request.system ?? ""}${request.prompt}${schema}${talk}`).length;
  const input = bytes + frameTokens + (request.images ?? []).length * imageTokens;
  const maxTokens = request.maxTokens ?? defaultMaxTokens;
  const usd =
    price === null ? null : (input * Math.max(price.input, price.kept ?? 0) + maxTokens * price.output) / 1_000_000;
  return { tokens: input + maxTokens, usd, maxTokens };
}
