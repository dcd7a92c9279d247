import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { answerHook } from "./hooks/answer-hook.ts";
import { answerSignal } from "./hooks/answer-signal.ts";
import { answerMcp } from "./mcp/answer-mcp.ts";
import { mayReadMetrics } from "./metrics/may-read-metrics.ts";
import { answerOpenAi } from "./openai/answer-openai.ts";
import { answerRest } from "./rest/answer-rest.ts";
import type { RunningExecutor } from "./start-executor.ts";

/** What the HTTP face asks of an executor; without `hooks` it has no addresses for calls. */
export type ServedExecutor = Pick<RunningExecutor, "isReady" | "figures" | "metrics" | "metricsToken"> &
  Partial<Pick<RunningExecutor, "hooks">>;

/**
 * The executor's HTTP face, on 127.0.0.1 unless `host` says otherwise: `/hooks/:token` (webhooks, `answerHook`), `/signals/:token` (`answerSignal`), `/api/v1/…` (REST by API key, `answerRest`), `/mcp` (offered workflows as tools, `answerMcp`), `/v1/…` (published chats as models, `answerOpenAi`), `/healthz` (the process lives), `/readyz` (503 while it takes no runs or the
 * database is away), `/metrics` (Prometheus text, see `mayReadMetrics`). Of the last three only GET and HEAD; a body of another type than JSON is 415.
 * Rejects with the system's error where the port cannot be listened on.
 */
export function startHttpServer(executor: ServedExecutor, port: number, host = "127.0.0.1"): Promise<Server> {
  const server = createServer((request, response) => {
    answer(executor, request, response).catch(() => {
      if (!response.headersSent) send(response, 500, { error: { code: "INTERNAL", message: "The executor failed." } });
    });
  });
  server.requestTimeout = 30_000;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => resolve(server));
  });
}

async function answer(executor: ServedExecutor, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? "/";
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  const search = mark === -1 ? "" : target.slice(mark + 1);
  if (path.startsWith("/hooks/") && executor.hooks !== undefined) {
    const token = path.slice("/hooks/".length);
    return answerHook(executor.hooks, { token, query: new URLSearchParams(search) }, { request, response });
  }
  if (path.startsWith("/api/v1/") && executor.hooks !== undefined) {
    return answerRest(executor.hooks, path, { request, response });
  }
  if (path.startsWith("/v1/") && executor.hooks !== undefined) {
    return answerOpenAi(executor.hooks, path, { request, response });
  }
  if (path === "/mcp" && executor.hooks !== undefined) return answerMcp(executor.hooks, { request, response });
  if (path.startsWith("/signals/") && executor.hooks !== undefined) {
    return answerSignal(executor.hooks, path.slice("/signals/".length), { request, response });
  }
  const type = request.headers["content-type"];
  request.resume();
  if (type !== undefined && !/^application\/json(?:;|$)/i.test(type)) {
    return send(response, 415, {
      error: { code: "CONTENT_TYPE", message: "Send JSON: content-type application/json." },
    });
  }
  if (!["/healthz", "/readyz", "/metrics"].includes(path)) {
    return send(response, 404, { error: { code: "NOT_FOUND", message: `There is nothing at ${path.slice(0, 80)}.` } });
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    return send(response, 405, { error: { code: "METHOD", message: "Only GET and HEAD are answered here." } });
  }
  if (path === "/healthz") return send(response, 200, { ok: true });
  if (path === "/readyz") {
    const isReady = await executor.isReady();
    return send(response, isReady ? 200 : 503, { ready: isReady });
  }
  if (!mayReadMetrics(request, executor.metricsToken)) return send(response, 401, notShown);
  const text = await executor.metrics.text();
  response.writeHead(200, { "content-type": executor.metrics.contentType, "cache-control": "no-store" });
  response.end(text);
}

const notShown = {
  error: { code: "METRICS", message: "Metrics are for this machine, or for whoever sends ORRERY_METRICS_TOKEN." },
};

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}
