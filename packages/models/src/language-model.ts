import { createAmazonBedrock } from "@ai-sdk/amazon-bedrock";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createAzure } from "@ai-sdk/azure";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createGroq } from "@ai-sdk/groq";
import { createMistral } from "@ai-sdk/mistral";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { ModelProviderKind } from "@orrery/ports";

/** A model of the AI SDK that goes out by `fetch` alone. Nothing is read from the environment. */
export function languageModel(
  {
    kind,
    baseUrl,
    apiKey,
  }: { readonly kind: ModelProviderKind; readonly baseUrl: string; readonly apiKey: string | null },
  name: string,
  fetch: typeof globalThis.fetch,
) {
  switch (kind) {
    case "openai-compatible":
      return createOpenAICompatible({
        name: "endpoint",
        baseURL: baseUrl,
        ...(apiKey !== null && { apiKey }),
        includeUsage: true,
        supportsStructuredOutputs: true,
        fetch,
      }).chatModel(name);
    case "openai":
      return createOpenAI({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch }).chat(name);
    case "anthropic":
      return createAnthropic({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch })(name);
    case "google":
      return createGoogleGenerativeAI({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch })(name);
    case "mistral":
      return createMistral({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch })(name);
    case "groq":
      return createGroq({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch })(name);
    case "azure":
      return createAzure({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch }).chat(name);
    case "bedrock":
      // With a key of its own there is no signature, and the region is in the address alone.
      return createAmazonBedrock({ baseURL: baseUrl, region: "none", apiKey: apiKey ?? "none", fetch })(name);
  }
}
