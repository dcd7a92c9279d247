import { settleDelivery, takeDelivery } from "@orrery/db/baseline";
import type { SqlRunner } from "@orrery/db/run-log";
import { type AlertMeans, problemOf, sendAlert } from "./send-alert.ts";

/** An alert that was put into the outbox meanwhile is found within this. */
const pauseMs = 1_000;

/**
 * Sends the alerts of the outbox while the executor takes runs, one after the other. Every executor does; which one has an
 * alert is decided in the database. One that was not taken is tried again for about a day; one whose executor died in the
 * middle is sent again under the same id.
 * @returns a function that ends it, and resolves when nothing of it is under way.
 */
export function keepAlerts(
  options: AlertMeans & {
    readonly sql: SqlRunner;
    readonly isActive: () => boolean;
    readonly onTrouble: (what: string, error: unknown) => void;
  },
): () => Promise<void> {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  const sendNext = async (): Promise<boolean> => {
    const delivery = options.isActive() ? await takeDelivery(options.sql) : null;
    if (delivery === null) return false;
    const problem = await sendAlert(options, delivery, abort.signal).then(() => null, problemOf);
    // What was stopped with the executor counts as lost, and is sent by another.
    if (problem === null || !abort.signal.aborted) await settleDelivery(options.sql, delivery, problem);
    return true;
  };
  const turn = async (): Promise<void> => {
    let hadWork = false;
    try {
      hadWork = await sendNext();
    } catch (error) {
      options.onTrouble("Alerts could not be looked at", error);
    }
    if (!abort.signal.aborted) timer = setTimeout(begin, hadWork ? 0 : pauseMs);
  };
  const begin = (): void => {
    underWay = turn();
  };
  begin();

  return async () => {
    abort.abort();
    clearTimeout(timer);
    await underWay;
  };
}
