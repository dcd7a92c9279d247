import type { IncomingHttpHeaders } from "node:http";
import type { Json, JsonObject } from "@orrery/graph";

const described = new Set(["content-type", "user-agent", "idempotency-key", "webhook-id", "webhook-timestamp"]);
/** What proxies add about the way here, and what often carries secrets. */
const hidden = /^x-(?:forwarded|real-ip|api-key|auth|csrf|xsrf)/;
const mostHeaders = 50;
const mostText = 4_096;

/** What a call brings to its run: the body, the headers that describe it, the query. Never cookies or authorisation. */
export function hookInput(call: {
  readonly body: Json;
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
}): JsonObject {
  const headers = Object.entries(call.headers).flatMap(([name, value]): [string, string][] => {
    const isKept = described.has(name) || (name.startsWith("x-") && !hidden.test(name) && !/token|secret/.test(name));
    return isKept && typeof value === "string" && isPlainName(name) ? [[name, value.slice(0, mostText)]] : [];
  });
  const query = new Map<string, string>();
  for (const [name, value] of call.query) {
    if (isPlainName(name) && query.size < mostHeaders) query.set(name.slice(0, 200), value.slice(0, mostText));
  }
  return {
    body: call.body,
    headers: Object.fromEntries(headers.slice(0, mostHeaders)),
    query: Object.fromEntries(query),
  };
}

function isPlainName(name: string): boolean {
  return name !== "__proto__" && name !== "constructor" && name !== "prototype";
}
