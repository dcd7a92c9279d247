import { type DueDelivery, settleDelivery, takeDelivery } from "@orrery/db/baseline";
import type { SqlRunner } from "@orrery/db/run-log";
import { problemOf } from "./send-alert.ts";

/** An alert that was put into the outbox meanwhile is found within this. */
const pauseMs = 1_000;
/**
 * Of one executor at a time: in all, and of one workspace. A receiver that hangs holds up no other, since there is one
 * alert under way for a receiver; and a workspace whose receivers all hang leaves room for the others.
 */
const atOnce = 8;
const ofOneWorkspace = 4;

export interface KeepAlertsOptions {
  readonly sql: SqlRunner;
  /** Resolves when the receiver has taken it, and throws in words for people where it has not; ends with the signal. */
  readonly send: (delivery: DueDelivery, stop: AbortSignal) => Promise<void>;
  readonly isActive: () => boolean;
  readonly onTrouble: (what: string, error: unknown) => void;
}

interface UnderWay {
  readonly workspaceId: string;
  readonly targetId: string;
  readonly ended: Promise<void>;
}

/**
 * Sends the alerts of the outbox while the executor takes runs, some at a time. Every executor does; which one has an alert
 * is decided in the database. One that was not taken is tried again for about a day; one whose executor died in the middle
 * is sent again under the same id.
 * @returns a function that ends it, and resolves when nothing of it is under way.
 */
export function keepAlerts({ sql, send, isActive, onTrouble }: KeepAlertsOptions): () => Promise<void> {
  const abort = new AbortController();
  const underWay = new Map<string, UnderWay>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let lookAgain = false;

  const carryOut = async (delivery: DueDelivery): Promise<void> => {
    const problem = await send(delivery, abort.signal).then(() => null, problemOf);
    // What was stopped with the executor counts as lost, and is sent by another.
    if (problem === null || !abort.signal.aborted) await settleDelivery(sql, delivery, problem);
  };

  const begin = (delivery: DueDelivery): void => {
    const ended = carryOut(delivery)
      .catch((error: unknown) => onTrouble("How an alert went could not be written", error))
      .finally(() => {
        underWay.delete(delivery.id);
        look();
      });
    underWay.set(delivery.id, { workspaceId: delivery.workspaceId, targetId: delivery.targetId, ended });
  };

  const takeAll = async (): Promise<void> => {
    while (!abort.signal.aborted && isActive() && underWay.size < atOnce) {
      const delivery = await takeDelivery(sql, passedOver([...underWay.values()]));
      if (delivery === null) return;
      begin(delivery);
    }
  };

  /** One at a time, so that what is under way is known when the next is taken. */
  const look = (): void => {
    clearTimeout(timer);
    if (looking !== null || abort.signal.aborted) {
      lookAgain = true;
      return;
    }
    lookAgain = false;
    looking = takeAll()
      .catch((error: unknown) => onTrouble("Alerts could not be looked at", error))
      .finally(() => {
        looking = null;
        if (abort.signal.aborted) return;
        if (lookAgain) look();
        else timer = setTimeout(look, pauseMs);
      });
  };
  look();

  return async () => {
    abort.abort();
    clearTimeout(timer);
    await looking;
    await Promise.all([...underWay.values()].map(({ ended }) => ended));
  };
}

/** For whom nothing is taken now: receivers that are busy, and workspaces that have as much under way as they may. */
function passedOver(underWay: readonly UnderWay[]) {
  const workspaceIds = underWay.map(({ workspaceId }) => workspaceId);
  return {
    targetIds: underWay.map(({ targetId }) => targetId),
    workspaceIds: [...new Set(workspaceIds)].filter(
      (id) => workspaceIds.filter((other) => other === id).length >= ofOneWorkspace,
    ),
  };
}
