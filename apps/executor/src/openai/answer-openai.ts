import type { IncomingMessage, ServerResponse } from "node:http";
import { readJsonBody } from "../hooks/read-json-body.ts";
import { type Refusal, sendJson } from "../hooks/refusal.ts";
import { type CallerMeans, readCaller } from "../mcp/caller.ts";
import { readChatRequest } from "./chat-request.ts";
import { type ChatMeans, completeChat } from "./complete-chat.ts";
import { findChat, modelNames } from "./model-names.ts";
import { type OpenAiError, ofServiceError, sendOpenAiError } from "./openai-error.ts";

export interface OpenAiMeans extends CallerMeans, ChatMeans {}

const modelPath = /^\/v1\/models\/([^/]{1,300})$/;

/**
 * `/v1/models` and `/v1/chat/completions` as OpenAI's clients speak them, by API key: the workspace's published chats are the
 * models, each call is a durable run.
 */
export async function answerOpenAi(
  means: OpenAiMeans,
  path: string,
  http: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = http;
  const one = modelPath.exec(path)?.[1];
  const isChat = path === "/v1/chat/completions";
  if (request.headers.origin !== undefined) return sendOpenAiError(response, foreign);
  if (!isChat && path !== "/v1/models" && one === undefined)
    return sendOpenAiError(response, { ...notFound, message: `There is nothing at ${path.slice(0, 80)}.` });
  const method = isChat ? "POST" : "GET";
  if (request.method !== method) {
    const message = `This address is called by ${method}.`;
    const refusal = { status: 405, type: "invalid_request_error", code: "method", message } as const;
    return sendOpenAiError(response, { ...refusal, headers: { allow: method } });
  }
  const caller = await readCaller(means, request);
  if (!caller.ok) return sendOpenAiError(response, ofRefusal(caller.refusal));
  const { listChats, ServiceError } = await import("@orrery/services");
  const chats = await listChats({ ctx: caller.ctx });
  if (!isChat) {
    request.resume();
    const models = [...modelNames(chats)].map(([id, { publishedAt }]) => ({
      ...{ id, object: "model", owned_by: "orrery" },
      created: Math.floor(publishedAt / 1_000),
    }));
    if (one === undefined) return sendJson(response, { status: 200, body: { object: "list", data: models } });
    const found = models.find(({ id }) => id === decoded(one));
    return found === undefined
      ? sendOpenAiError(response, noModel(decoded(one)))
      : sendJson(response, { status: 200, body: found });
  }
  if (request.headers["content-type"] === undefined) return sendOpenAiError(response, untyped);
  const body = await readJsonBody(request);
  if (!body.ok) return sendOpenAiError(response, ofRefusal(body.refusal));
  const read = readChatRequest(body.value);
  if (!read.ok) return sendOpenAiError(response, read.error);
  const chat = findChat(chats, read.request.model);
  if (chat === null) return sendOpenAiError(response, noModel(read.request.model));
  try {
    await completeChat(means, { ctx: caller.ctx, chat, asked: read.request }, response);
  } catch (error) {
    if (!(error instanceof ServiceError) || response.headersSent) throw error;
    sendOpenAiError(response, ofServiceError(error));
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function ofRefusal({ status, code, message, headers }: Refusal): OpenAiError {
  const type = status === 401 ? "authentication_error" : status === 403 ? "permission_error" : "invalid_request_error";
  const known = status === 401 ? "invalid_api_key" : code.toLowerCase();
  return { status, type, code: known, message, ...(headers && { headers }) };
}

function noModel(model: string): OpenAiError {
  const message = `There is no model ${model.slice(0, 80)}. Models are workflows with a Chat that are published; GET /v1/models names them.`;
  return { status: 404, type: "invalid_request_error", code: "model_not_found", message, param: "model" };
}

const notFound = { status: 404, type: "invalid_request_error", code: "not_found" } as const;
const foreign: OpenAiError = {
  ...{ status: 403, type: "permission_error", code: "origin" },
  message: "This address is for programs with a key, not for pages of a browser.",
};
const untyped: OpenAiError = {
  ...{ status: 415, type: "invalid_request_error", code: "content_type" },
  message: "Send JSON: content-type application/json.",
};
