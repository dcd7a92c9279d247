import { invalidRequest } from "./egress-failure.ts";

const ours = new Set([
  "host",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "upgrade",
  "te",
  "trailer",
  "expect",
]);
/** What may follow a redirect to another origin; anything else could carry a secret. */
const harmless = new Set(["accept", "accept-language", "content-type", "content-language", "user-agent"]);

export type HeaderMap = Readonly<Record<string, string>>;

/**
 * The headers as they go out, names in lower case.
 * @throws StepFailure `EGRESS_REQUEST_INVALID` for one that only the connection may set.
 */
export function outgoingHeaders(headers: HeaderMap | undefined): HeaderMap {
  const result: Record<string, string> = { "user-agent": "orrery", accept: "*/*" };
  for (const [name, value] of Object.entries(headers ?? {})) {
    const lower = name.toLowerCase();
    if (ours.has(lower) || lower.startsWith("proxy-")) throw invalidRequest(`The header ${name} may not be set.`);
    result[lower] = value;
  }
  result["accept-encoding"] = "gzip, deflate, br";
  return result;
}

/** What is left of the headers when a redirect leads to another origin. */
export function crossOriginHeaders(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => harmless.has(name) || name === "accept-encoding"),
  );
}

/** What is left when a redirect turns the request into a GET. */
export function withoutBodyHeaders(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith("content-")));
}
