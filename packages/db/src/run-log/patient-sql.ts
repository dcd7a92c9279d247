import { setTimeout as sleep } from "node:timers/promises";
import { isPassingTrouble } from "./connection-trouble.ts";
import type { SqlDatabase } from "./sql-runner.ts";

const longestPauseMs = 2_000;

/**
 * The database as steps ask it: a statement that finds it away is sent again until it is back, for no step may fail over
 * that. Only for statements, and transactions, that may be sent twice: the answer to the first may have been lost.
 * @param options.isOver whether this process ends: then no answer comes any more, and the step is cut off.
 */
export function patientSql(
  sql: SqlDatabase,
  { isOver, onTrouble }: { readonly isOver: () => boolean; readonly onTrouble: (error: unknown) => void },
): SqlDatabase {
  const insist = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tries = 0; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isPassingTrouble(error)) throw error;
        if (isOver()) return new Promise<never>(() => undefined);
        if (tries === 0) onTrouble(error);
        await sleep(Math.min(longestPauseMs, 50 * 2 ** Math.min(tries, 6)), undefined, { ref: false });
      }
    }
  };
  return {
    query: (statement) => insist(() => sql.query(statement)),
    transaction: (work) => insist(() => sql.transaction(work)),
  };
}
