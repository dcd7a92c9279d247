import { errorCodes } from "./error-codes.ts";

/** Bytes that are no text in UTF-8 (a zero byte among them), and a sign that it has no place for. */
const TEXT_REFUSED = /^(22021|22P05)$/;

/** Whether this error, or one that caused it, says that Postgres keeps no such text. */
export function isTextRefused(error: unknown): boolean {
  return errorCodes(error).some((code) => TEXT_REFUSED.test(code));
}
