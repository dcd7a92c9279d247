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

/** Refuses runs of a workspace that has too many queued. */
export interface Backlog {
  /** Throws `TOO_MANY_REQUESTS` (`QUEUE_FULL`), with the time after which a place should be free at the present rate. */
  admit(workspaceId: string): Promise<void>;
}

interface Counted {
  queued: number;
  readonly at: number;
  /** Runs a second that leave the queue, as last seen. */
  readonly rate: number;
  /** Handed in by this process since. */
  added: number;
}

/**
 * The queue's length is read at most twice a second for each workspace, and what this process hands in meanwhile is added:
 * a start waits for that reading only where nothing is known yet. Several processes may together pass the limit by what
 * they take in half a second.
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
    async admit(workspaceId) {
      const at = known.get(workspaceId)?.at ?? Number.NEGATIVE_INFINITY;
      if (performance.now() - at > freshMs) {
        const reading = refresh(workspaceId);
        // Near the limit, or after a pause, the old figure says nothing.
        const isKnown =
          performance.now() - at < 2 * freshMs && (known.get(workspaceId)?.queued ?? maxQueued) < maxQueued / 2;
        if (isKnown) reading.catch(() => undefined);
        else await reading;
      }
      const counted = known.get(workspaceId);
      if (counted === undefined) return;
      const over = counted.queued + counted.added + 1 - maxQueued;
      if (over > 0) throw queueFull(maxQueued, over, counted.rate);
      counted.added += 1;
    },
  };
}

function queueFull(maxQueued: number, over: number, rate: number): ServiceError {
  const ms = rate > 0 ? Math.ceil((over / rate) * 1000) : longestRetryMs;
  return new ServiceError(
    "TOO_MANY_REQUESTS",
    "QUEUE_FULL",
    `More than ${maxQueued} runs of this workspace wait for a place already. Try again later.`,
    [],
    Math.min(Math.max(ms, 1_000), longestRetryMs),
  );
}
