import type { IncomingMessage, ServerResponse } from "node:http";
import type { Json } from "@orrery/graph";
import type { ServiceContext, ServiceErrorCode, Services } from "@orrery/services";
import { readJsonBody } from "../hooks/read-json-body.ts";
import { type Refusal, sendJson, sendRefusal } from "../hooks/refusal.ts";
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

const uuid = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
const startPath = new RegExp(`^/api/v1/workflows/${uuid}/runs$`);
const runPath = new RegExp(`^/api/v1/runs/${uuid}$`);
const cancelPath = new RegExp(`^/api/v1/runs/${uuid}/cancel$`);

/** `/api/v1/…` by API key: starts a run of the published version, tells how it stands, stops it. See `open-api.ts`. */
export async function answerRest(
  means: RestMeans,
  path: string,
  http: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = http;
  if (path === "/api/v1/openapi.json") return sendJson(response, { status: 200, body: openApi });
  const place = [startPath, runPath, cancelPath].map((pattern) => pattern.exec(path)?.[1]);
  const [workflowId, runId, cancelId] = place;
  if (workflowId === undefined && runId === undefined && cancelId === undefined)
    return sendRefusal(response, { status: 404, code: "NOT_FOUND", message: "There is nothing at this address." });
  const method = runId === undefined ? "POST" : "GET";
  if (request.method !== method) {
    const message = `This address is called by ${method}.`;
    return sendRefusal(response, { status: 405, code: "METHOD", message, headers: { allow: method } });
  }
  const { cancelRun, getRun, resolveApiKey, ServiceError, startPublished } = await import("@orrery/services");
  const services = await means.services();
  const ctx: ServiceContext = { services, actor: await resolveApiKey(services.pool, request.headers.authorization) };
  try {
    if (ctx.actor === null) return sendRefusal(response, noKey);
    if (workflowId !== undefined) {
      const body = await readJsonBody(request);
      if (!body.ok) return sendRefusal(response, body.refusal);
      const input = inputOf(body.value);
      if (input === null) return sendRefusal(response, badBody);
      const started = await startPublished({ ctx, input: { workflowId, input: input.value } });
      return sendJson(response, { status: 202, body: started });
    }
    if (cancelId !== undefined) {
      request.resume();
      await cancelRun({ ctx, input: { id: cancelId } });
      return sendJson(response, { status: 202, body: { runId: cancelId } });
    }
    const { run } = await getRun({ ctx, input: { id: runId ?? "" } });
    const { id, status, errorCode, version, outputValueId, createdAt, startedAt, endedAt } = run;
    const output = outputValueId === null ? null : await services.values.read(id, outputValueId);
    const body = { id, workflowId: run.workflowId, version, status, output, errorCode, createdAt, startedAt, endedAt };
    return sendJson(response, { status: 200, body });
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { code, reason, message, retryAfterMs } = error;
    const headers =
      retryAfterMs === null ? {} : { "retry-after": String(Math.max(1, Math.ceil(retryAfterMs / 1_000))) };
    sendRefusal(response, { status: statuses[code], code: reason, message, headers });
  }
}

/** `{ "input": … }` and nothing else: a body is only ever input, never a definition. */
function inputOf(body: Json): { readonly value: Json } | null {
  if (body === null) return { value: {} };
  if (typeof body !== "object" || Array.isArray(body)) return null;
  const keys = Object.keys(body);
  if (keys.some((key) => key !== "input")) return null;
  const { input = {} } = body as { readonly input?: Json };
  return { value: input };
}

const noKey: Refusal = {
  status: 401,
  code: "API_KEY",
  message: "Send an API key: Authorization: Bearer orrery_… Keys are made in the studio's settings.",
  headers: { "www-authenticate": "Bearer" },
};
const badBody: Refusal = { status: 422, code: "BODY", message: 'The body is { "input": … } and nothing else.' };
