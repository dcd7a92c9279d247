import type { IncomingMessage, ServerResponse } from "node:http";
import type { ServiceContext, ServiceErrorCode, Services } from "@orrery/services";
import { readJsonBody } from "../hooks/read-json-body.ts";
import { type Refusal, sendJson, sendRefusal } from "../hooks/refusal.ts";
import { traceOf } from "../telemetry/trace-of.ts";
import { findRoute } from "./find-route.ts";
import { openApi } from "./open-api.ts";

export interface RestMeans {
  readonly services: () => Promise<Services>;
}

const statuses: { readonly [C in ServiceErrorCode]: number } = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  INVALID: 422,
  TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
};

/** `/api/v1/…` by API key: the routes of `rest-routes.ts`, each of which calls one verb. `path` is without the query. */
export async function answerRest(
  means: RestMeans,
  path: string,
  http: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = http;
  if (path === "/api/v1/openapi.json") return answerDescription(request, response);
  const found = findRoute(request.method ?? "GET", path);
  if (found.kind === "nothing")
    return sendRefusal(response, { status: 404, code: "NOT_FOUND", message: "There is nothing at this address." });
  if (found.kind === "method") return sendRefusal(response, wrongMethod(found.allow));
  const verbs = await import("@orrery/services");
  const services = await means.services();
  const actor = await verbs.resolveApiKey(services.pool, request.headers.authorization);
  if (actor === null) return sendRefusal(response, noKey);
  const ctx: ServiceContext = { services, actor };
  const sent = await readJsonBody(request);
  if (!sent.ok) return sendRefusal(response, sent.refusal);
  const search = new URL(request.url ?? "/", "http://executor").searchParams;
  try {
    const { route, params } = found;
    const query = Object.fromEntries(search);
    const end = await route.perform({ ctx, verbs, params, query, body: sent.value, ...traceOf(request.headers) });
    if (end.ok) return sendJson(response, { status: route.status, body: end.answer });
    return sendRefusal(response, { status: 422, code: end.part, message: `The request does not fit. ${end.problem}` });
  } catch (error) {
    if (!(error instanceof verbs.ServiceError)) throw error;
    const { code, reason, message, retryAfterMs } = error;
    const headers =
      retryAfterMs === null ? {} : { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) };
    sendRefusal(response, { status: statuses[code], code: reason, message, headers });
  }
}

function answerDescription(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  if (request.method === "GET" || request.method === "HEAD") sendJson(response, { status: 200, body: openApi });
  else sendRefusal(response, wrongMethod("GET"));
}

function wrongMethod(allow: string): Refusal {
  return { status: 405, code: "METHOD", message: `This address is called by ${allow}.`, headers: { allow } };
}

const noKey: Refusal = {
  status: 401,
  code: "API_KEY",
  message: "Send an API key: Authorization: Bearer orrery_… Keys are made in the studio's settings.",
  headers: { "www-authenticate": "Bearer" },
};
