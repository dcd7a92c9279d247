import type { Pool } from "pg";
import { ServiceError } from "../service-error.ts";

/** So many runs of a workspace may be queued where the owner says nothing else. */
export const defaultMaxQueued = 100_000;

/** `ORRERY_MAX_QUEUED`. Throws in words where it is no whole number from 1. */
export function readMaxQueued(env: Readonly<Record<string, string | undefined>>): number {
  const text = env.ORRERY_MAX_QUEUED?.trim() ?? "";
  if (text === "") return defaultMaxQueued;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new Error(`ORRERY_MAX_QUEUED has to be a whole number from 1, not "${text}".`);
  return Number(text);
}

const freshMs = 500;
const longestRetryMs = 60_000;

/** How near the queues of workspaces are to their limit. */
export interface Backlog {
  /** Counts one more start. True: so near the limit, or so little known, that the database has to decide about it. */
  isNear(workspaceId: string): boolean;
  /** Of a start that had no room: `TOO_MANY_REQUESTS` (`QUEUE_FULL`), with the time after which there should be some. */
  refusal(workspaceId: string): ServiceError;
}

/** A limit below this is always left to the database: then its look is cheap, and a few starts make the difference. */
const smallLimit = 10_000;

interface Counted {
  queued: number;
  readonly at: number;
  /** Runs a second that leave the queue, as last seen. */
  readonly rate: number;
  /** Handed in by this process since. */
  added: number;
}

/**
 * The queue's length is read at most twice a second for each workspace, and what this process hands in meanwhile is added;
 * no start waits for that. From half the limit on the database counts with each start, exactly: so the limit holds as long
 * as all processes together hand in fewer runs than half of it in a second.
 */
export function createBacklog(pool: Pool, maxQueued: number): Backlog {
  const known = new Map<string, Counted>();
  const readings = new Map<string, Promise<void>>();

  const read = async (workspaceId: string): Promise<void> => {
    const before = known.get(workspaceId);
    const found = await pool.query<{ n: number }>({
      name: "count-queued-of-workspace",
      text: `SELECT count(*)::int AS n FROM (SELECT FROM run WHERE place IN ('key', 'capacity') AND ended_at IS NULL
        AND workspace_id = $1 LIMIT $2) AS queued`,
      values: [workspaceId, maxQueued * 2],
    });
    const queued = found.rows[0]?.n ?? 0;
    const at = performance.now();
    const passed = before === undefined ? 0 : (at - before.at) / 1000;
    const left = before === undefined ? 0 : Math.max(0, before.queued + before.added - queued);
    known.set(workspaceId, { queued, at, rate: passed > 0 ? left / passed : 0, added: 0 });
    // Of workspaces that start nothing any more nothing has to be known.
    if (known.size > 1_000) for (const [id, of] of known) if (at - of.at > 60_000) known.delete(id);
  };

  const refresh = (workspaceId: string): Promise<void> => {
    const underWay = readings.get(workspaceId);
    if (underWay !== undefined) return underWay;
    const reading = read(workspaceId).finally(() => readings.delete(workspaceId));
    readings.set(workspaceId, reading);
    return reading;
  };

  return {
    isNear(workspaceId) {
      const counted = known.get(workspaceId);
      const age = performance.now() - (counted?.at ?? Number.NEGATIVE_INFINITY);
      if (age > freshMs) refresh(workspaceId).catch(() => undefined);
      if (counted === undefined) return true;
      counted.added += 1;
      return maxQueued < smallLimit || age > 2 * freshMs || counted.queued + counted.added > maxQueued / 2;
    },

    refusal(workspaceId) {
      const counted = known.get(workspaceId);
      if (counted !== undefined) counted.added -= 1;
      return queueFull(maxQueued, counted?.rate ?? 0);
    },
  };
}

/** That no more runs of a workspace may be queued now. `rate`: runs a second that leave its queue; 0 where nothing is known. */
export function queueFull(maxQueued: number, rate: number): ServiceError {
  const ms = rate > 0 ? Math.ceil(1000 / rate) : longestRetryMs;
  return new ServiceError(
    "TOO_MANY_REQUESTS",
    "QUEUE_FULL",
    `${maxQueued} runs of this workspace wait for a place already. Try again later.`,
    [],
    Math.min(Math.max(ms, 1_000), longestRetryMs),
  );
}
