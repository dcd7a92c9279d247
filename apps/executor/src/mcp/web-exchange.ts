import type { IncomingMessage, ServerResponse } from "node:http";

/** A call as the web's own types say it, without its body. `signal` ends when the caller has left. */
export function webRequest(request: IncomingMessage, response: ServerResponse): Request {
  const left = new AbortController();
  response.once("close", () => left.abort());
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" && !name.startsWith(":") ? [[name, value]] : [],
  );
  // The host is only looked at by nobody: which one was meant, a caller can write as they like.
  const url = new URL(request.url ?? "/", "http://127.0.0.1");
  const method = request.method ?? "GET";
  return new Request(url, { method, headers, signal: left.signal, ...(method === "POST" && { body: "{}" }) });
}

/** Sends an answer whose body may still be on its way; ends early where the caller has left. */
export async function sendWebResponse(response: ServerResponse, answer: Response): Promise<void> {
  const headers = Object.fromEntries(answer.headers);
  response.writeHead(answer.status, { "cache-control": "no-store", ...headers });
  if (answer.body === null) {
    response.end();
    return;
  }
  const reader = answer.body.getReader();
  response.once("close", () => void reader.cancel().catch(() => undefined));
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || response.destroyed) break;
      if (!response.write(value)) await drained(response);
    }
  } catch {
    // What was under way was broken off; so is the answer.
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once("drain", resolve);
    response.once("close", resolve);
  });
}
