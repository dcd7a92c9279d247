const DISK_FULL = /^(53100|ENOSPC|EDQUOT)$/;

/** Whether this error, or one that caused it, says that what the database writes to is full. Prisma keeps Postgres's code apart. */
export function isDiskFull(error: unknown): boolean {
  let one = error;
  for (let depth = 0; depth < 6 && typeof one === "object" && one !== null; depth += 1) {
    const codes = ["code" in one && one.code, "originalCode" in one && one.originalCode];
    if (codes.some((code) => typeof code === "string" && DISK_FULL.test(code))) return true;
    one = "cause" in one ? one.cause : undefined;
  }
  return false;
}
