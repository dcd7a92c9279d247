import { errorCode } from "../error-code.ts";

/** SQLSTATE classes after which the same statement may succeed later: connection, resources, operator, conflict. */
const passingClasses = new Set(["08", "53", "57", "40", "55", "58"]);

/** Out of memory comes from the size of what was sent: sent again it fails again. */
const lasting = new Set(["53200"]);

/**
 * Whether an error of `pg` says that the database was away or busy, and nothing about the statement itself. Errors of
 * the socket have no SQLSTATE.
 */
export function isPassingTrouble(error: unknown): boolean {
  const code = errorCode(error);
  if (code === undefined) return !(error instanceof TypeError || error instanceof RangeError);
  if (!/^[0-9A-Z]{5}$/.test(code)) return !code.startsWith("ERR_");
  return passingClasses.has(code.slice(0, 2)) && !lasting.has(code);
}
