import { type Effect, type Json, type JsonObject, StepFailure, type SubEnd, type SubWork } from "@orrery/node-kit";
import type { CodeAsk } from "@orrery/sandbox";
import { isObject } from "../is-object.ts";

const longestBody = 1_000_000;

/** What a call of the code to its host is: work of a sub-step of its own. Arguments that make no sense fail the call. */
export function hostCall({ kind, argsJson }: CodeAsk, model: string): SubWork {
  const args = argsOf(argsJson);
  return kind === "fetch" ? fetchWork(args) : generateWork(args, model);
}

function fetchWork([url, init]: readonly Json[]): SubWork {
  const given = isObject(init) ? init : {};
  const method = typeof given.method === "string" ? given.method.toUpperCase() : "GET";
  const headers = textsOf(given.headers);
  const body = bodyOf(given.body);
  return {
    effect: effectOf(method, headers),
    input: { call: "fetch", method, url: url ?? null, ...(body !== undefined && { body }) },
    async run(ctx): Promise<SubEnd> {
      if (typeof url !== "string") throw refusal("fetch takes the address as a text.");
      const request = { url, method, headers, maxBytes: longestBody, signal: ctx.signal };
      const answer = await ctx.fetch(body === undefined ? request : { ...request, body });
      const { status } = answer;
      return {
        kind: "done",
        output: { status, headers: { ...answer.headers }, body: new TextDecoder().decode(answer.body) },
      };
    },
  };
}

function generateWork([prompt, options]: readonly Json[], model: string): SubWork {
  const { system, schema, temperature, maxTokens } = isObject(options) ? options : {};
  return {
    effect: "repeatable",
    input: { call: "generate", model, prompt: prompt ?? null },
    async run(ctx): Promise<SubEnd> {
      if (typeof prompt !== "string") throw refusal("generate takes the prompt as a text.");
      const answer = await ctx.generate({
        model,
        prompt,
        ...(typeof system === "string" && { system }),
        ...(isObject(schema) && { outputSchema: schema }),
        ...(typeof temperature === "number" && { temperature }),
        ...(typeof maxTokens === "number" && { maxTokens }),
        signal: ctx.signal,
        onText: (piece) => ctx.stream(piece),
      });
      const { text, object, usage, model: answered } = answer;
      const output = { text, ...(object !== undefined && { object }), usage: { ...usage }, model: answered };
      return { kind: "done", output, usage, model: answered };
    },
  };
}

/** What a second sending would mean, as for the node HTTP request. */
function effectOf(method: string, headers: Readonly<Record<string, string>>): Effect {
  if (method === "GET" || method === "HEAD") return "repeatable";
  return Object.keys(headers).some((name) => name.toLowerCase() === "idempotency-key") ? "keyed" : "once";
}

function argsOf(json: string): readonly Json[] {
  const args: Json = JSON.parse(json);
  return Array.isArray(args) ? args : [];
}

function textsOf(value: Json | undefined): Record<string, string> {
  if (!isObject(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, String(member)]));
}

function bodyOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value satisfies Json | JsonObject);
}

function refusal(message: string): StepFailure {
  return new StepFailure({ code: "CODE_CALL_INVALID", message, class: "permanent" });
}
