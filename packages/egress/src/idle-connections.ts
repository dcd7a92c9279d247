import { Agent, type buildConnector } from "undici";
import type { HeaderMap } from "./request-headers.ts";

const closedCodes = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);
const repeatableMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/** The connections of one egress: kept ones, and ones that are opened for a single request. */
export interface Connections {
  readonly kept: Agent;
  readonly fresh: Agent;
  /**
   * Whether a request failed because the other side had closed a kept connection that had served before: it may close one
   * that is idle at any moment, also in that in which the next request is on its way. On a fresh connection the same
   * failure says something of the other side.
   */
  wasClosedIdle(cause: unknown): boolean;
  close(): Promise<void>;
}

export function openConnections(options: Agent.Options & { readonly connect: buildConnector.connector }): Connections {
  /** What the connection had brought when it broke. */
  const readBefore = new WeakMap<Error, number>();
  const connect: buildConnector.connector = (to, callback) =>
    options.connect(to, (...result) => {
      const [, socket] = result;
      socket?.once("error", (error) => readBefore.set(error, socket.bytesRead));
      callback(...result);
    });
  const kept = new Agent({ ...options, connect });
  const fresh = new Agent({ ...options, connect, pipelining: 0 });
  return {
    kept,
    fresh,
    wasClosedIdle(cause) {
      if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return false;
      if (!closedCodes.has(cause.code)) return false;
      return (readBefore.get(cause) ?? bytesRead(cause)) > 0;
    },
    async close() {
      await Promise.all([kept.destroy(), fresh.destroy()]);
    },
  };
}

/** Whether it does no harm that the other side gets a request twice: it changes nothing, or carries a key. */
export function mayRepeat({ method, headers }: { readonly method: string; readonly headers: HeaderMap }): boolean {
  return repeatableMethods.has(method) || (headers["idempotency-key"] ?? "") !== "";
}

/** undici tells of the socket where it was closed without an error. */
function bytesRead(cause: Error): number {
  const socket: unknown = "socket" in cause ? cause.socket : null;
  const isTold = typeof socket === "object" && socket !== null && "bytesRead" in socket;
  return isTold && typeof socket.bytesRead === "number" ? socket.bytesRead : 0;
}
