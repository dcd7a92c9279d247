import { errorCodes } from "./error-codes.ts";

/** Of the socket, of Postgres (connection, operator, too many connections) and of Prisma. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|ENOENT|EAI_AGAIN|08...|57P0[123]|53300|P1001|P1002|P1017|P2024)$/;

/** Whether this error, or one that caused it, says that the database cannot be reached. */
export function isDatabaseAway(error: unknown): boolean {
  return errorCodes(error).some((code) => AWAY.test(code));
}
