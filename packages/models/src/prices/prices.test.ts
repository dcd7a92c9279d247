import { expect, test } from "vitest";
import { costOf } from "./cost-of.ts";
import { listedPrice } from "./listed-price.ts";
import { listedPrices } from "./prices-2026-11-24.ts";

test("a listed price holds for the exact model at the provider's own address", () => {
  const anthropic = { kind: "anthropic", baseUrl: "https://api.anthropic.com/v1" } as const;
  expect([
    listedPrice(anthropic, "claude-haiku-4-5"),
    listedPrice(anthropic, "claude-haiku-4-5-mine"),
    listedPrice(anthropic, "gpt-4o"),
    listedPrice({ ...anthropic, baseUrl: "https://gateway.example.com/v1" }, "claude-haiku-4-5"),
    listedPrice({ kind: "openai-compatible", baseUrl: "https://api.openai.com/v1" }, "gpt-4o"),
    listedPrice({ kind: "openai", baseUrl: "https://api.openai.com/v1" }, "gpt-4o"),
  ]).toEqual([
    { input: 1, output: 5, cached: 0.1, kept: 1.25 },
    null,
    null,
    null,
    null,
    { input: 2.5, output: 10, cached: 1.25 },
  ]);
});

test("each model is listed once, and output is never cheaper than input", () => {
  expect(new Set(listedPrices.map(({ kind, model }) => `${kind} ${model}`)).size).toBe(listedPrices.length);
  expect(listedPrices.filter(({ input, output, cached = 0 }) => output < input || cached > input)).toEqual([]);
});

test("kept input costs what the list says, else not less than other input", () => {
  const counts = { input: 1_000_000, output: 100_000, cached: 600_000, kept: 200_000 };
  expect([costOf(counts, { input: 2, output: 10 }), costOf(counts, { input: 2, output: 10, cached: 0.2, kept: 2.5 })])
    // 1 × 2 + 1; 0.2 × 2 + 0.6 × 0.2 + 0.2 × 2.5 + 1
    .toEqual([expect.closeTo(3), expect.closeTo(2.02)]);
});
