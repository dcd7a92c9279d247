/** Of the socket, of Postgres (connection, operator, too many connections) and of Prisma. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|ENOENT|EAI_AGAIN|08...|57P0[123]|53300|P1001|P1002|P1017|P2024)$/;

/** Whether this error, or one that caused it, says that the database cannot be reached. */
export function isDatabaseAway(error: unknown): boolean {
  let one = error;
  for (let depth = 0; depth < 5 && typeof one === "object" && one !== null; depth += 1) {
    if ("code" in one && typeof one.code === "string" && AWAY.test(one.code)) return true;
    one = "cause" in one ? one.cause : undefined;
  }
  return false;
}
