/** A step's value ends at 4 MB; this leaves room for its escapes in JSON. */
const maxBodyBytes = 10 * 1024 * 1024;

/**
 * Refuses a POST that a page of another origin could have sent: its body must be JSON (415), and its Origin must be the
 * host it was sent to (403); and one that does not say its size (411) or is too large (413). Null for a request that may go on.
 */
export function refuseForeignPost(request: Request): Response | null {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refusal(415, "CONTENT_TYPE", "Send JSON with content-type application/json.");
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  if (origin === null || host === null || !URL.canParse(origin) || new URL(origin).host !== host) {
    return refusal(403, "ORIGIN", "This request did not come from the studio's own pages.");
  }
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") {
    return refusal(403, "ORIGIN", "This request did not come from the studio's own pages.");
  }
  const size = request.headers.get("content-length");
  if (size === null) return refusal(411, "NO_LENGTH", "Say the size of the request by content-length.");
  if (!(Number(size) < maxBodyBytes)) {
    return refusal(413, "TOO_LARGE", "A request holds at most 10 MB.");
  }
  return null;
}

function refusal(status: number, code: string, message: string): Response {
  return Response.json({ error: { code, message } }, { status, headers: { "Cache-Control": "no-store" } });
}
