import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { Egress } from "@orrery/egress";
import type { ModelAnswer, ModelRequest } from "@orrery/node-kit";
import { fetchThroughEgress } from "./fetch-through-egress.ts";
import { modelFailure } from "./model-failure.ts";
import type { ProviderSettings } from "./provider-settings.ts";
import { readObject } from "./read-object.ts";

/** Asks one of the endpoint's models, by its own name. */
export type AskProvider = (name: string, request: ModelRequest) => Promise<ModelAnswer>;

function hostOf(baseUrl: string): string {
  const url = new URL(baseUrl);
  return `${url.hostname}:${url.port || (url.protocol === "https:" ? "443" : "80")}`;
}

/** Said to the model as well: an endpoint that does not know `response_format` still has a chance to comply. */
function systemText({ system, outputSchema }: ModelRequest): string {
  const shape =
    outputSchema === undefined
      ? ""
      : `Answer with one JSON value that fits this JSON Schema, and with nothing else:\n${JSON.stringify(outputSchema)}`;
  return [system ?? "", shape].filter((part) => part !== "").join("\n\n");
}

/**
 * A caller of one OpenAI-compatible endpoint, streaming, through the guard; the endpoint may be private, since the owner
 * set it. Rejects with `StepFailure`: `MODEL_BUSY`, `MODEL_FAILED`, `MODEL_TIMEOUT` (transient), `MODEL_REFUSED`,
 * `MODEL_OUTPUT_INVALID`, `EGRESS_…`.
 */
export function createAskProvider(settings: ProviderSettings, egress: Egress, now: () => number): AskProvider {
  const host = hostOf(settings.baseUrl);
  const through = egress.withPrivateHosts([host]);
  const providerOf = (model: string) =>
    createOpenAICompatible({
      name: "endpoint",
      baseURL: settings.baseUrl,
      ...(settings.apiKey !== null && { apiKey: settings.apiKey }),
      includeUsage: true,
      supportsStructuredOutputs: true,
      fetch: fetchThroughEgress(through, { host, target: `${host} ${model}` }),
    });
  // Each model is a target of its own: one may be overloaded while the others of its host are not.
  const providers = new Map(settings.models.map((model) => [model, providerOf(model)]));

  async function stream(name: string, request: ModelRequest) {
    const system = systemText(request);
    const { stream: parts } = await (providers.get(name) ?? providerOf(name)).chatModel(name).doStream({
      prompt: [
        ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
        { role: "user", content: [{ type: "text", text: request.prompt }] },
      ],
      ...(request.outputSchema !== undefined && {
        responseFormat: { type: "json" as const, name: "answer", schema: request.outputSchema },
      }),
      ...(request.temperature !== undefined && { temperature: request.temperature }),
      ...(request.maxTokens !== undefined && { maxOutputTokens: request.maxTokens }),
      abortSignal: request.signal,
    });
    let text = "";
    let model = name;
    const tokens = { input: 0, output: 0 };
    for await (const part of parts) {
      if (part.type === "text-delta") {
        text += part.delta;
        request.onText?.(part.delta);
      } else if (part.type === "error") {
        throw part.error;
      } else if (part.type === "response-metadata") {
        model = part.modelId ?? model;
      } else if (part.type === "finish") {
        tokens.input = part.usage.inputTokens.total ?? 0;
        tokens.output = part.usage.outputTokens.total ?? 0;
      }
    }
    return { text, model, tokens };
  }

  return async (name, request) => {
    const answer = await stream(name, request).catch((cause: unknown) => {
      throw modelFailure(cause, host, { now: now(), signal: request.signal });
    });
    const { text, model, tokens } = answer;
    if (text === "") throw modelFailure(new Error("empty answer"), host, { now: now(), signal: request.signal });
    const price = settings.prices.get(name);
    const usd = price === undefined ? 0 : (tokens.input * price.input + tokens.output * price.output) / 1_000_000;
    return {
      text,
      ...(request.outputSchema !== undefined && { object: readObject(text, request.outputSchema) }),
      usage: { inputTokens: tokens.input, outputTokens: tokens.output, usd },
      model,
    };
  };
}
