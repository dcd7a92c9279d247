import type { IncomingMessage, ServerResponse } from "node:http";
import type { AuthInfo } from "@modelcontextprotocol/server";
import { readJsonBody } from "../hooks/read-json-body.ts";
import { type Refusal, sendRefusal } from "../hooks/refusal.ts";
import type { CallerMeans } from "./caller.ts";
import { readCaller } from "./caller.ts";
import type { McpDoor } from "./open-mcp-door.ts";
import { sendWebResponse, webRequest } from "./web-exchange.ts";

export interface McpMeans extends CallerMeans {
  /** Loaded at the first call: an executor that nobody asks by MCP has nothing of it in memory. */
  readonly mcp: () => Promise<McpDoor>;
}

/**
 * `/mcp` by API key: the workspace's offered workflows as tools, over MCP's Streamable HTTP. Pages of browsers are refused:
 * whoever has a key is a program.
 */
export async function answerMcp(
  means: McpMeans,
  http: { readonly request: IncomingMessage; readonly response: ServerResponse },
): Promise<void> {
  const { request, response } = http;
  if (request.headers.origin !== undefined) return sendRefusal(response, foreign);
  if (request.method !== "POST" && request.method !== "DELETE") return sendRefusal(response, method);
  const caller = await readCaller(means, request);
  if (!caller.ok) return sendRefusal(response, caller.refusal);
  const door = await means.mcp();
  const authInfo: AuthInfo = { token: "", clientId: caller.id, scopes: [], extra: { ctx: caller.ctx } };
  if (request.method === "DELETE") {
    request.resume();
    return sendWebResponse(response, await door.answer(webRequest(request, response), { authInfo }));
  }
  if (request.headers["content-type"] === undefined) return sendRefusal(response, untyped);
  const body = await readJsonBody(request);
  if (!body.ok) return sendRefusal(response, body.refusal);
  const answer = await door.answer(webRequest(request, response), { authInfo, parsedBody: body.value });
  await sendWebResponse(response, answer);
}

const foreign: Refusal = {
  status: 403,
  code: "ORIGIN",
  message: "This address is for programs with a key, not for pages of a browser.",
};
const method: Refusal = {
  status: 405,
  code: "METHOD",
  message: "This address is called by POST, and DELETE to end a session. It says nothing unasked.",
  headers: { allow: "POST, DELETE" },
};
const untyped: Refusal = {
  status: 415,
  code: "CONTENT_TYPE",
  message: "Send JSON: content-type application/json.",
};
