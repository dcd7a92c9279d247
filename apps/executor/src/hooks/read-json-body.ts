import type { IncomingMessage } from "node:http";
import { checkJson, type Json } from "@orrery/graph";
import type { Refusal } from "./refusal.ts";

export type ReadBody =
  | { readonly ok: true; readonly value: Json; readonly text: string }
  | { readonly ok: false; readonly refusal: Refusal };

const mostBytes = 1024 * 1024;
const mostLevels = 32;
/** What is no UTF-8 is no JSON; replaced by signs of its own it would be text that nobody sent, or signed. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The body of a request as plain JSON: at most 1 MB and 32 levels, without keys that reach a prototype; null where there is
 * none. Never throws for what a caller sends.
 */
export async function readJsonBody(request: IncomingMessage): Promise<ReadBody> {
  const type = request.headers["content-type"];
  const hasBody =
    request.headers["transfer-encoding"] !== undefined || Number(request.headers["content-length"] ?? 0) > 0;
  if (!hasBody) return { ok: true, value: null, text: "" };
  if (type === undefined || !/^application\/(?:[a-z0-9.+-]+\+)?json(?:\s*;|$)/i.test(type)) {
    return refuse(415, "CONTENT_TYPE", "Send JSON: content-type application/json.");
  }
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1] ?? "utf-8";
  if (!/^utf-?8$/i.test(charset)) return refuse(415, "CHARSET", "Send JSON as UTF-8.");
  if (request.headers["content-encoding"] !== undefined) {
    return refuse(415, "CONTENT_ENCODING", "Send the body as it is, without content-encoding.");
  }
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) return tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request) {
      bytes += chunk.length;
      if (bytes > mostBytes) return tooLarge;
      chunks.push(chunk);
    }
  } catch {
    return refuse(400, "BODY", "The body did not arrive whole.");
  }
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(Buffer.concat(chunks));
    value = JSON.parse(text);
  } catch {
    return refuse(400, "BODY_NOT_JSON", "The body is not JSON.");
  }
  const [problem] = checkJson(value, mostLevels);
  if (problem === undefined && isJson(value)) return { ok: true, value, text };
  return refuse(400, problem?.code ?? "BODY", problem?.message ?? "The body is not JSON.");
}

const tooLarge = refuse(413, "TOO_LARGE", "A body may be at most 1 MB.");

function refuse(status: number, code: string, message: string): ReadBody {
  return { ok: false, refusal: { status, code, message } };
}

/** `checkJson` has looked through it: what is left is JSON. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}
