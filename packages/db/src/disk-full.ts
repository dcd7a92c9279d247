import { errorCodes } from "./error-codes.ts";

const DISK_FULL = /^(53100|ENOSPC|EDQUOT)$/;

/** Whether this error, or one that caused it, says that what the database writes to is full. */
export function isDiskFull(error: unknown): boolean {
  return errorCodes(error).some((code) => DISK_FULL.test(code));
}
