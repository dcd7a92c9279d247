import type { ServerResponse } from "node:http";

/** An answer that says no, with a stable code. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function sendRefusal(response: ServerResponse, { status, code, message, headers = {} }: Refusal): void {
  sendJson(response, { status, body: { error: { code, message } }, headers });
}

export function sendJson(
  response: ServerResponse,
  answer: { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> },
): void {
  const text = JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
    ...answer.headers,
  });
  response.end(text);
}
