import { number, object, type Usage } from "@orrery/node-kit";

/** The type of what a model call took. */
export const usageType = object({ inputTokens: number, outputTokens: number, usd: number });

/** What several calls took together. */
export function sumUsage(all: readonly Usage[]): Usage {
  return all.reduce(
    (sum, one) => ({
      inputTokens: sum.inputTokens + one.inputTokens,
      outputTokens: sum.outputTokens + one.outputTokens,
      usd: sum.usd + one.usd,
    }),
    { inputTokens: 0, outputTokens: 0, usd: 0 },
  );
}
