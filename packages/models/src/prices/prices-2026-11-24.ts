import type { ModelProviderKind } from "@orrery/ports";

export interface ListedPrice {
  readonly kind: ModelProviderKind;
  readonly model: string;
  /** Dollars for a million tokens. */
  readonly input: number;
  readonly output: number;
  /** Of input that the provider had kept; absent: as `input`. */
  readonly cached?: number;
  /** Of input that the provider keeps; absent: as `input`. */
  readonly kept?: number;
}

/** The day on which the sources were read. */
export const pricesAsOf = "2026-11-24";

/**
 * Only models with one price whatever the length of a prompt, and only where a document states it:
 * - Anthropic: platform.claude.com/docs/en/about-claude/pricing and, for Opus 5, its model page; keeping is for five minutes.
 * - OpenAI: openai.com/api/pricing as quoted on 27 May 2026 (github.com/CommitBrief/commitbrief/wiki/Provider-OpenAI).
 * - Google: ai.google.dev as quoted by morphllm.com/gemini-api-pricing, text only.
 */
export const listedPrices: readonly ListedPrice[] = [
  { kind: "anthropic", model: "claude-opus-5", input: 5, output: 25, cached: 0.5, kept: 6.25 },
  { kind: "anthropic", model: "claude-opus-4-7", input: 5, output: 25, cached: 0.5, kept: 6.25 },
  { kind: "anthropic", model: "claude-opus-4-6", input: 5, output: 25, cached: 0.5, kept: 6.25 },
  { kind: "anthropic", model: "claude-opus-4-5", input: 5, output: 25, cached: 0.5, kept: 6.25 },
  { kind: "anthropic", model: "claude-sonnet-4-5", input: 3, output: 15, cached: 0.3, kept: 3.75 },
  { kind: "anthropic", model: "claude-haiku-4-5", input: 1, output: 5, cached: 0.1, kept: 1.25 },
  { kind: "openai", model: "gpt-4o", input: 2.5, output: 10, cached: 1.25 },
  { kind: "openai", model: "gpt-4o-mini", input: 0.15, output: 0.6, cached: 0.075 },
  { kind: "google", model: "gemini-2.5-flash", input: 0.3, output: 2.5 },
  { kind: "google", model: "gemini-2.5-flash-lite", input: 0.1, output: 0.4 },
];
