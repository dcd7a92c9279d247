import pg from "pg";
import { pause } from "./pause.ts";

const longestPauseMs = 1_000;

/** Names an executor's lock; the seed keeps it apart from other uses of advisory locks. */
export const presenceKey = (id: string): string => `hashtextextended(${id}::text, 7305804)`;

/** Shows that this process lives by a lock that ends with its connection. */
export interface Presence {
  /** Holds the lock of this id from now on, in place of the one before. */
  hold(id: string): void;
  close(): Promise<void>;
}

/**
 * A session lock on a connection of its own: when the process dies its socket closes, and the others can take the lock
 * within milliseconds. A connection that is lost otherwise is made again at once. Where a pooler stands in between, the
 * lock may say anything, so it is never the only sign of death.
 */
export function createPresence(databaseUrl: string): Presence {
  let wanted: string | null = null;
  let client: pg.Client | null = null;
  let isClosed = false;

  const take = (on: pg.Client, id: string): Promise<unknown> =>
    on.query(`SELECT pg_advisory_unlock_all(), pg_advisory_lock(${presenceKey("$1")})`, [id]);

  const keep = async (): Promise<void> => {
    for (let tries = 0; !isClosed; tries += 1) {
      const next = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, keepAlive: true });
      const ended = new Promise<void>((resolve) => next.once("end", resolve));
      next.on("error", () => undefined);
      try {
        await next.connect();
        client = next;
        if (wanted !== null) await take(next, wanted);
        tries = 0;
        await ended;
      } catch {
        await next.end().catch(() => undefined);
      }
      client = null;
      if (!isClosed) await pause(Math.min(longestPauseMs, 50 * 2 ** Math.min(tries, 5)));
    }
  };

  return {
    hold(id) {
      const isFirst = wanted === null;
      wanted = id;
      if (isFirst) void keep();
      // A connection that breaks over it is made anew, and takes the lock then.
      else if (client !== null) take(client, id).catch(() => undefined);
    },

    async close() {
      isClosed = true;
      // A backend that still waits for the lock does not hear that it may go.
      await Promise.race([client?.end().catch(() => undefined), pause(1_000)]);
    },
  };
}
