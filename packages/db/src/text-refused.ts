/** Bytes that are no text in UTF-8 (a zero byte among them), and a sign that it has no place for. */
const TEXT_REFUSED = /^(22021|22P05)$/;

/** Whether this error, or one that caused it, says that Postgres keeps no such text. Prisma keeps Postgres's code apart. */
export function isTextRefused(error: unknown): boolean {
  let one = error;
  for (let depth = 0; depth < 6 && typeof one === "object" && one !== null; depth += 1) {
    const codes = ["code" in one && one.code, "originalCode" in one && one.originalCode];
    if (codes.some((code) => typeof code === "string" && TEXT_REFUSED.test(code))) return true;
    one = "cause" in one ? one.cause : undefined;
  }
  return false;
}
