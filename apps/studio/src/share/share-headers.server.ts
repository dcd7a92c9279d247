/** Headers of all that a link gives: nothing is kept, indexed, told to others, or taken for what it is not. */
const plain = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex, nofollow",
  "x-content-type-options": "nosniff",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
} as const;

/** Who may show a page in a frame: nobody, our own pages, or any page. */
export type FramedBy = "nobody" | "studio" | "anybody";

const ancestors = { nobody: "'none'", studio: "'self'", anybody: "*" } as const;

/** Headers of a page of a shared run: only our two files may do anything in it, by the nonce. */
export function sharePageHeaders(nonce: string, framedBy: FramedBy): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${ancestors[framedBy]}`,
  ].join("; ");
  return {
    ...plain,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy,
    "cross-origin-resource-policy": framedBy === "anybody" ? "cross-origin" : "same-origin",
    ...(framedBy === "nobody" && { "x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin" }),
  };
}

/** Headers of what other sites show as a picture, or read as a stream. */
export function shareDataHeaders(contentType: string): Record<string, string> {
  return {
    ...plain,
    "content-type": contentType,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",
  };
}
