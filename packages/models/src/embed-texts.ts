import { createAmazonBedrock } from "@ai-sdk/amazon-bedrock";
import { createAzure } from "@ai-sdk/azure";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createMistral } from "@ai-sdk/mistral";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { Egress } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import type { EmbeddingAnswer } from "@orrery/ports";
import { type Endpoint, hostOf } from "./ask-provider.ts";
import { fetchThroughEgress } from "./fetch-through-egress.ts";
import { modelFailure } from "./model-failure.ts";
import { unit } from "./offline/embed-offline.ts";
import type { TokenPrice } from "./provider-settings.ts";

/** What every provider takes in one call. */
const textsACall = 96;
const mostDimensions = 4_096;

/**
 * Has an endpoint's embedding model make vectors, through the guard. Rejects as `askProvider` does, and with
 * `MODEL_NO_EMBEDDINGS` where the endpoint's kind has none.
 */
export async function embedTexts(
  endpoint: Endpoint,
  { texts, signal }: { readonly texts: readonly string[]; readonly signal: AbortSignal },
  means: {
    readonly name: string;
    readonly egress: Egress;
    readonly price: TokenPrice | null;
    readonly now: () => number;
  },
): Promise<EmbeddingAnswer> {
  const { name, egress, price, now } = means;
  const host = hostOf(endpoint.baseUrl);
  const model = embeddingModel(endpoint, name, fetchThroughEgress(egress, { host, target: `${host} ${name}` }));
  const vectors: Float32Array[] = [];
  let tokens = 0;
  for (let at = 0; at < texts.length; at += textsACall) {
    const values = texts.slice(at, at + textsACall);
    try {
      const { embeddings, usage } = await model.doEmbed({ values, abortSignal: signal });
      if (embeddings.length !== values.length) throw new Error("The number of vectors is not that of the texts.");
      vectors.push(...embeddings.map((embedding) => unit(Float32Array.from(embedding))));
      tokens += usage?.tokens ?? 0;
    } catch (cause) {
      throw modelFailure(cause, host, { now: now(), signal });
    }
  }
  const length = vectors[0]?.length ?? 0;
  if (length > mostDimensions || vectors.some((one) => one.length !== length || !one.every(Number.isFinite))) {
    throw new StepFailure({
      code: "MODEL_OUTPUT_INVALID",
      message: `${host} gave vectors that are not of one length of at most ${mostDimensions}.`,
      class: "permanent",
    });
  }
  const usd = price === null ? 0 : (tokens * price.input) / 1_000_000;
  return { vectors, usage: { inputTokens: tokens, outputTokens: 0, usd } };
}

function embeddingModel({ kind, baseUrl, apiKey }: Endpoint, name: string, fetch: typeof globalThis.fetch) {
  switch (kind) {
    case "openai-compatible":
      return createOpenAICompatible({
        name: "endpoint",
        baseURL: baseUrl,
        ...(apiKey !== null && { apiKey }),
        fetch,
      }).embeddingModel(name);
    case "openai":
      return createOpenAI({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch }).embeddingModel(name);
    case "google":
      return createGoogleGenerativeAI({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch }).embeddingModel(name);
    case "mistral":
      return createMistral({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch }).embeddingModel(name);
    case "azure":
      return createAzure({ baseURL: baseUrl, apiKey: apiKey ?? "none", fetch }).embeddingModel(name);
    case "bedrock":
      return createAmazonBedrock({
        baseURL: baseUrl,
        region: "none",
        apiKey: apiKey ?? "none",
        fetch,
      }).embeddingModel(name);
    case "anthropic":
    case "groq":
      throw new StepFailure({
        code: "MODEL_NO_EMBEDDINGS",
        message: `${kind === "groq" ? "Groq" : "Anthropic"} has no embedding models. Choose one of another provider, or the offline one.`,
        class: "permanent",
      });
  }
}
