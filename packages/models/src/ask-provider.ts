import type { Egress } from "@orrery/egress";
import type { ModelAnswer, ModelRequest, ModelToolCall } from "@orrery/node-kit";
import type { ModelProviderKind } from "@orrery/ports";
import { fetchThroughEgress } from "./fetch-through-egress.ts";
import { languageModel } from "./language-model.ts";
import { modelFailure } from "./model-failure.ts";
import { costOf } from "./prices/cost-of.ts";
import { providerPrompt, providerTools } from "./provider-prompt.ts";
import type { TokenPrice } from "./provider-settings.ts";
import { readMeta } from "./read-meta.ts";
import { readObject } from "./read-object.ts";

/** One endpoint, with its key in the clear for the time of a call. */
export interface Endpoint {
  readonly kind: ModelProviderKind;
  readonly baseUrl: string;
  readonly apiKey: string | null;
}

/** `host:port` of an address. */
export function hostOf(baseUrl: string): string {
  const url = new URL(baseUrl);
  return `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
}

/**
 * Asks one of the endpoint's models by its own name, streaming, through the guard. Rejects with `StepFailure`: `MODEL_BUSY`,
 * `MODEL_FAILED`, `MODEL_TIMEOUT` (transient), `MODEL_REFUSED`, `MODEL_OUTPUT_INVALID`, `EGRESS_…`.
 */
export async function askProvider(
  endpoint: Endpoint,
  request: ModelRequest,
  means: {
    readonly name: string;
    readonly egress: Egress;
    readonly price: TokenPrice | null;
    readonly now: () => number;
  },
): Promise<ModelAnswer> {
  const { name, egress, price, now } = means;
  const host = hostOf(endpoint.baseUrl);
  const failure = (cause: unknown) => modelFailure(cause, host, { now: now(), signal: request.signal });
  // Each model is a target of its own: one may be overloaded while the others of its host are not.
  const fetch = fetchThroughEgress(egress, { host, target: `${host} ${name}` });
  const { text, model, tokens, toolCalls } = await stream(languageModel(endpoint, name, fetch), name, request).catch(
    (cause: unknown) => {
      throw failure(cause);
    },
  );
  if (text === "" && toolCalls.length === 0) throw failure(new Error("empty answer"));
  const usd = price === null ? 0 : costOf(tokens, price);
  return {
    text,
    ...(toolCalls.length > 0 && { toolCalls }),
    ...(request.outputSchema !== undefined && { object: readObject(text, request.outputSchema) }),
    usage: { inputTokens: tokens.input, outputTokens: tokens.output, usd },
    model,
  };
}

async function stream(asked: ReturnType<typeof languageModel>, name: string, request: ModelRequest) {
  const { stream: parts } = await asked.doStream({
    prompt: providerPrompt(request),
    ...providerTools(request.tools),
    ...(request.outputSchema !== undefined && {
      responseFormat: { type: "json" as const, name: "answer", schema: request.outputSchema },
    }),
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    ...(request.maxTokens !== undefined && { maxOutputTokens: request.maxTokens }),
    abortSignal: request.signal,
  });
  let text = "";
  let model = name;
  let isFinished = false;
  const tokens = { input: 0, output: 0, cached: 0, kept: 0 };
  const toolCalls: ModelToolCall[] = [];
  for await (const part of parts) {
    if (part.type === "text-delta") {
      text += part.delta;
      request.onText?.(part.delta);
    } else if (part.type === "tool-call") {
      const meta = readMeta(part.providerMetadata);
      toolCalls.push({ id: part.toolCallId, name: part.toolName, args: part.input, ...(meta !== null && { meta }) });
    } else if (part.type === "error") {
      throw part.error;
    } else if (part.type === "response-metadata") {
      model = part.modelId ?? model;
    } else if (part.type === "finish") {
      // Without a word of its provider about the end, the SDK makes one up: then the connection ended before the answer.
      isFinished = part.finishReason.raw !== undefined;
      tokens.input = part.usage.inputTokens.total ?? 0;
      tokens.output = part.usage.outputTokens.total ?? 0;
      tokens.cached = part.usage.inputTokens.cacheRead ?? 0;
      tokens.kept = part.usage.inputTokens.cacheWrite ?? 0;
    }
  }
  if (!isFinished) throw new Error("The answer broke off.");
  return { text, model, tokens, toolCalls };
}
