/** Bytes that are no text in UTF-8 (a zero byte among them), and a sign that it has no place for. */
const TEXT_REFUSED = /^(22021|22P05)$/;

/** Whether this error, or one that caused it, says that Postgres keeps no such text. */
export function isTextRefused(error: unknown): boolean {
  let one = error;
  for (let depth = 0; depth < 6 && typeof one === "object" && one !== null; depth += 1) {
    if ("code" in one && typeof one.code === "string" && TEXT_REFUSED.test(one.code)) return true;
    if ("originalCode" in one && typeof one.originalCode === "string" && TEXT_REFUSED.test(one.originalCode))
      return true;
    one = causeOf(one);
  }
  return false;
}

/** What stands behind an error; Prisma keeps what its adapter said under `meta`. */
function causeOf(error: object): unknown {
  if ("cause" in error && error.cause !== undefined) return error.cause;
  const meta = "meta" in error ? error.meta : null;
  return typeof meta === "object" && meta !== null && "driverAdapterError" in meta ? meta.driverAdapterError : null;
}
