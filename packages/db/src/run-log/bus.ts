import type { Bus, BusChannel, StepDelta } from "@orrery/ports";
import pg from "pg";
import { deltaPayloads, idPayloads, parseDeltaPayload } from "./bus-payload.ts";
import { pause } from "./pause.ts";
import type { SqlRunner } from "./sql-runner.ts";

const channels: readonly BusChannel[] = [
  "run",
  "command",
  "draft",
  "workspace",
  "drive",
  "trigger",
  "access",
  "presence",
  "comment",
];
const longestPauseMs = 2_000;

/** A bus that holds a connection and must be closed. */
export interface PostgresBus extends Bus {
  /** Resolves when it listens for the first time; until then, and after a lost connection, it keeps trying. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * Wake-ups by LISTEN and NOTIFY, on one connection of its own; what is sent goes through `sql`. After a lost connection
 * it comes back by itself and calls the `onReconnect` listeners.
 * @param options.onAway called once each time the connection is lost or cannot be made.
 */
export function createBus(
  databaseUrl: string,
  sql: SqlRunner,
  options: { readonly onAway?: (error: unknown) => void } = {},
): PostgresBus {
  const listeners = new Map<BusChannel, Set<(id: string) => void>>(channels.map((channel) => [channel, new Set()]));
  const deltaListeners = new Map<string, Set<(delta: StepDelta) => void>>();
  const reconnectListeners = new Set<() => void>();
  let client: pg.Client | undefined;
  let isClosed = false;
  let wasUp = false;
  const ready = Promise.withResolvers<void>();

  const receive = (channel: string, payload: string): void => {
    if (channel === "orrery_delta") {
      const { runId, delta } = parseDeltaPayload(payload);
      for (const listener of deltaListeners.get(runId) ?? []) listener(delta);
      return;
    }
    const known = channels.find((name) => channel === `orrery_${name}`);
    if (known === undefined) return;
    for (const id of payload.split(",")) for (const listener of listeners.get(known) ?? []) listener(id);
  };

  const connect = async (): Promise<void> => {
    let isTold = false;
    for (let tries = 0; !isClosed; tries += 1) {
      const next = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000, keepAlive: true });
      next.on("error", () => undefined);
      try {
        await next.connect();
        next.on("notification", ({ channel, payload }) => receive(channel, payload ?? ""));
        for (const channel of [...channels, "delta"]) await next.query(`LISTEN orrery_${channel}`);
        if (isClosed) return await next.end();
        client = next;
        next.once("end", () => {
          if (isClosed || client !== next) return;
          options.onAway?.(new Error("the connection for notifications was lost"));
          void connect();
        });
        if (wasUp) for (const listener of reconnectListeners) listener();
        wasUp = true;
        ready.resolve();
        return;
      } catch (error) {
        await next.end().catch(() => undefined);
        if (!isTold && !wasUp) options.onAway?.(error);
        isTold = true;
        await pause(Math.min(longestPauseMs, 50 * 2 ** Math.min(tries, 6)));
      }
    }
  };
  void connect();

  return {
    ready: ready.promise,

    async publish(channel, ids) {
      if (ids.length > 0) await notify(sql, `orrery_${channel}`, idPayloads(ids));
    },

    async publishDelta(runId, delta) {
      await notify(sql, "orrery_delta", deltaPayloads(runId, delta));
    },

    subscribe(channel, listener) {
      const all = listeners.get(channel);
      all?.add(listener);
      return () => all?.delete(listener);
    },

    subscribeDelta(runId, listener) {
      const all = deltaListeners.get(runId) ?? new Set();
      deltaListeners.set(runId, all);
      all.add(listener);
      return () => {
        all.delete(listener);
        if (all.size === 0 && deltaListeners.get(runId) === all) deltaListeners.delete(runId);
      };
    },

    onReconnect(listener) {
      reconnectListeners.add(listener);
      return () => reconnectListeners.delete(listener);
    },

    async close() {
      isClosed = true;
      await client?.end().catch(() => undefined);
    },
  };
}

async function notify(sql: SqlRunner, channel: string, payloads: readonly string[]): Promise<void> {
  await sql.query({
    name: "notify",
    text: "SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS t(payload)",
    values: [channel, payloads],
  });
}
