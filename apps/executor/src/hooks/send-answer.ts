import type { ServerResponse } from "node:http";
import type { Json } from "@orrery/graph";
import type { EarlyAnswer, EndedRun } from "./await-end.ts";
import { sendJson, sendRefusal } from "./refusal.ts";

/** Whatever its type, a browser that is led to it runs nothing in it. */
const guarded = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; sandbox",
  "cache-control": "no-store",
};

/** Answers a caller who waits for what the run gives: null where it has given nothing yet. */
export function sendAnswer(response: ServerResponse, runId: string, given: EarlyAnswer | EndedRun | null): void {
  const headers = { "orrery-run-id": runId };
  switch (given?.status) {
    case undefined:
      sendJson(response, { status: 202, body: { runId }, headers });
      break;
    case "answered":
      sendEarly(response, runId, given.output);
      break;
    case "succeeded":
      sendJson(response, { status: 200, body: given.output, headers });
      break;
    case "cancelled":
      sendRefusal(response, { status: 500, code: "RUN_CANCELLED", message: "The run was stopped.", headers });
      break;
    case "failed": {
      const message = `The run failed with ${given.errorCode ?? "an error"}.`;
      sendRefusal(response, { status: 500, code: "RUN_FAILED", message, headers });
    }
  }
}

/** What a step gave as `{ status, headers, body }`; its type has seen to it that they can be sent. */
function sendEarly(response: ServerResponse, runId: string, output: Json): void {
  const { status = 200, headers = {}, body = null } = isObject(output) ? output : {};
  const own = isObject(headers)
    ? Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []))
    : [];
  const code = typeof status === "number" ? status : 200;
  const isEmpty = body === null || code === 204 || code === 304;
  const text = isEmpty ? "" : typeof body === "string" ? body : JSON.stringify(body);
  response.writeHead(code, {
    ...(!isEmpty && {
      "content-type": typeof body === "string" ? "text/plain; charset=utf-8" : "application/json; charset=utf-8",
    }),
    ...(code !== 204 && code !== 304 && { "content-length": Buffer.byteLength(text) }),
    ...guarded,
    ...Object.fromEntries(own),
    "x-content-type-options": guarded["x-content-type-options"],
    "orrery-run-id": runId,
  });
  response.end(text);
}

function isObject(value: Json): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
