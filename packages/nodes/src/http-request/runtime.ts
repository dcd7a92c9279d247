import {
  defineRuntime,
  type EgressRequest,
  type Json,
  type JsonSchema,
  type StepContext,
  type StepOutcome,
} from "@orrery/node-kit";
import { permanent } from "../failure.ts";
import { nameOfType } from "../name-of-type.ts";
import { schemaFailure } from "../schema-failure.ts";
import { statusFailure } from "../status-failure.ts";
import { textOfValue } from "../text-of-value.ts";
import { fetchPages } from "./fetch-pages.ts";
import type { Paging } from "./next-page.ts";
import { type ResponseType, readAnswer } from "./read-answer.ts";
import { addressWithQuery, headerTexts, type NamedValues, namedValues, requestBody } from "./request-parts.ts";

const mostSavedBytes = 100 * 1024 * 1024;
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
  readonly saveAs?: Json;
  readonly paging?: "none" | Paging["by"];
  readonly itemsAt?: string;
  readonly cursorAt?: string;
  readonly pageParam?: string;
  readonly maxPages?: number;
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
  const wantsJson = config.responseType !== "text" && config.responseType !== "bytes" && config.saveAs === undefined;
  if (wantsJson && !has("accept")) {
    headers.accept = "application/json, */*;q=0.5";
  }
  if (config.idempotencyKey !== undefined && !has("idempotency-key")) {
    headers["idempotency-key"] = textOfValue(config.idempotencyKey).trim() || ctx.idempotencyKey;
  }
  return headers;
}

/**
 * One request through `ctx.fetch`, or one after another for the pages of a list. Gives `{ status, headers, body }`; with pages
 * also `{ pages, more }`, `body` being all their entries; saved to a file, `file` in place of `body`. Fails with `HTTP_STATUS` for a status ≥ 400 that is
 * not in `allowStatus` (429 and ≥ 500 transient, with `Retry-After`), `HTTP_ADDRESS`, `HTTP_REQUEST`, `HTTP_NOT_JSON`, `HTTP_SCHEMA`, `HTTP_PAGES`, `HTTP_TOO_LARGE`, `FILE_…`, or with
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
    const request: EgressRequest = {
      url,
      method,
      headers: sentHeaders(ctx, config, { headers, contentType: body?.contentType ?? null }),
      ...(body !== null && { body: body.text }),
      ...(config.auth !== undefined && { credential: config.auth }),
      maxBytes: maxBytes[responseType],
      signal: ctx.signal,
    };
    const isFine = (status: number): boolean => status < 400 || allowStatus.includes(status);
    if (config.saveAs !== undefined) return saved(ctx, request, { name: textOfValue(config.saveAs).trim(), isFine });
    const fits = (value: Json): StepOutcome | null =>
      outputSchema === undefined ? null : schemaFailure("HTTP_SCHEMA", "The answer", { schema: outputSchema, value });
    if (config.paging !== undefined && config.paging !== "none") {
      return paged(ctx, request, { config, by: config.paging, isFine, fits });
    }
    const answer = await ctx.fetch(request);
    if (!isFine(answer.status)) return statusFailure(ctx, new URL(url).host, answer);
    const read = readAnswer(answer, responseType);
    if ("problem" in read) return permanent("HTTP_NOT_JSON", read.problem, { status: answer.status });
    const output = { status: answer.status, headers: { ...answer.headers }, body: read.value };
    return fits(read.value) ?? { kind: "done", output };
  },
});

/** The answer as a file of the workspace, as it comes. */
async function saved(
  ctx: StepContext,
  request: EgressRequest,
  { name, isFine }: { readonly name: string; readonly isFine: (status: number) => boolean },
): Promise<StepOutcome> {
  const answer = await ctx.fetchToFile(request, { name, maxBytes: mostSavedBytes, keeps: isFine });
  const { status, headers, file } = answer;
  if (file === null) return statusFailure(ctx, new URL(request.url).host, answer);
  const { sha256, mediaType, bytes } = file;
  return {
    kind: "done",
    output: { status, headers: { ...headers }, file: { name, sha256, mediaType, bytes } },
    files: [{ name, file }],
  };
}

async function paged(
  ctx: StepContext,
  request: EgressRequest,
  asked: {
    readonly config: HttpRequestConfig;
    readonly by: Paging["by"];
    readonly isFine: (status: number) => boolean;
    readonly fits: (value: Json) => StepOutcome | null;
  },
): Promise<StepOutcome> {
  const { itemsAt = "", cursorAt = "next", maxPages = 10, pageParam } = asked.config;
  const param = pageParam ?? (asked.by === "page" ? "page" : "cursor");
  const { by, isFine } = asked;
  const found = await fetchPages(ctx, request, { by, itemsAt, cursorAt, param, most: maxPages, isFine });
  if ("refused" in found) return statusFailure(ctx, new URL(request.url).host, found.refused);
  const { answer, items, pages, more } = found;
  const output = { status: answer.status, headers: { ...answer.headers }, body: items, pages, more };
  return asked.fits(items) ?? { kind: "done", output };
}
