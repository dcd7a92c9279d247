import { defineRuntime, type Json, type JsonSchema, type StepContext } from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";
import { schemaFailure } from "../schema-failure.ts";
import { statusFailure } from "../status-failure.ts";
import { textOfValue } from "../text-of-value.ts";
import { type ResponseType, readAnswer } from "./read-answer.ts";
import { addressWithQuery, headerTexts, type NamedValues, namedValues, requestBody } from "./request-parts.ts";

/** A step value is at most 4 MB, and base64 is a third longer than its bytes. */
const maxBytes = { json: 4_000_000, text: 4_000_000, bytes: 3_000_000 };

interface HttpRequestConfig {
  readonly method?: string;
  readonly url: Json;
  readonly auth?: string;
  readonly headers?: Json;
  readonly query?: Json;
  readonly body?: Json;
  readonly responseType?: ResponseType;
  readonly outputSchema?: JsonSchema;
  readonly idempotencyKey?: Json;
  readonly allowStatus?: readonly number[];
}

function sentHeaders(
  ctx: StepContext,
  config: HttpRequestConfig,
  given: { readonly headers: NamedValues; readonly contentType: string | null },
): Record<string, string> {
  const headers = headerTexts(given.headers);
  const { contentType } = given;
  const has = (wanted: string) => Object.keys(headers).some((name) => name.toLowerCase() === wanted);
  if (contentType !== null && !has("content-type")) headers["content-type"] = contentType;
  if (config.responseType !== "text" && config.responseType !== "bytes" && !has("accept")) {
    headers.accept = "application/json, */*;q=0.5";
  }
  if (config.idempotencyKey !== undefined && !has("idempotency-key")) {
    headers["idempotency-key"] = textOfValue(config.idempotencyKey).trim() || ctx.idempotencyKey;
  }
  return headers;
}

/**
 * One request through `ctx.fetch`. Gives `{ status, headers, body }`. Fails with `HTTP_STATUS` for a status ≥ 400 that is
 * not in `allowStatus` (429 and ≥ 500 transient, with `Retry-After`), `HTTP_ADDRESS`, `HTTP_REQUEST`, `HTTP_NOT_JSON`, `HTTP_SCHEMA`, or with
 * what egress throws (`EGRESS_…`).
 */
export const httpRequestRuntime = defineRuntime<HttpRequestConfig>({
  type: "http-request",
  async run(ctx, { config }) {
    const { responseType = "json", outputSchema, allowStatus = [] } = config;
    const query = namedValues(config.query);
    const headers = namedValues(config.headers);
    if (query === null || headers === null) {
      const which = query === null ? "query" : "headers";
      return permanent("HTTP_REQUEST", `The ${which} must be names with values, not ${nameOfType(config[which])}.`);
    }
    const method = (config.method ?? "GET").toUpperCase();
    const url = addressWithQuery(textOfValue(config.url).trim(), query);
    if (url === null) {
      const found = textOfValue(config.url).slice(0, 80);
      return permanent("HTTP_ADDRESS", `"${found}" is not a web address. Begin it with https://.`);
    }
    const body = method === "GET" || method === "HEAD" ? null : requestBody(config.body);
    const answer = await ctx.fetch({
      url,
      method,
      headers: sentHeaders(ctx, config, { headers, contentType: body?.contentType ?? null }),
      ...(body !== null && { body: body.text }),
      ...(config.auth !== undefined && { credential: config.auth }),
      maxBytes: maxBytes[responseType],
      signal: ctx.signal,
    });
    if (answer.status >= 400 && !allowStatus.includes(answer.status)) {
      return statusFailure(ctx, new URL(url).host, answer);
    }
    const read = readAnswer(answer, responseType);
    if ("problem" in read) return permanent("HTTP_NOT_JSON", read.problem, { status: answer.status });
    if (outputSchema !== undefined) {
      const failure = schemaFailure("HTTP_SCHEMA", "The answer", { schema: outputSchema, value: read.value });
      if (failure !== null) return failure;
    }
    return { kind: "done", output: { status: answer.status, headers: { ...answer.headers }, body: read.value } };
  },
});
