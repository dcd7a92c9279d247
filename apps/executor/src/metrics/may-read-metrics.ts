import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

/**
 * Whether a request may read figures: with `ORRERY_METRICS_TOKEN` whoever has it (`Authorization: Bearer …`), without it only
 * who asks from this machine, by its own address, and not through a proxy, which would lend everybody its address.
 */
export function mayReadMetrics(
  request: Pick<IncomingMessage, "headers"> & { readonly socket: { readonly remoteAddress?: string | undefined } },
  token: string | undefined,
): boolean {
  const { headers, socket } = request;
  if (token !== undefined && token !== "") {
    const given = /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? "")?.[1];
    return given !== undefined && timingSafeEqual(digest(given), digest(token));
  }
  const isForwarded = "x-forwarded-for" in headers || "forwarded" in headers || "via" in headers;
  return !isForwarded && isLoopback(socket.remoteAddress ?? "") && isOwnName(headers.host ?? "");
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function isLoopback(address: string): boolean {
  return address === "::1" || /^(?:::ffff:)?127\./.test(address);
}

/** A page of somebody else's whose name leads here must not read them. */
function isOwnName(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i.test(host);
}
