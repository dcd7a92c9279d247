import { isIP, connect as openTcp, type Socket } from "node:net";
import { connect as openTls } from "node:tls";
import type { GuardRules } from "./check-address.ts";
import { checkedAddresses } from "./checked-addresses.ts";

export interface SocketRequest {
  readonly host: string;
  readonly port: number;
  /** Speaks TLS from the start, and checks the certificate against the host. */
  readonly tls: boolean;
  /** Ends the connecting, and afterwards the socket. */
  readonly signal: AbortSignal;
}

/** A socket that is connected to a checked address of the host. Rejects with what the network says. */
export async function guardedSocket(rules: GuardRules, request: SocketRequest, timeoutMs: number): Promise<Socket> {
  const addresses = await checkedAddresses(rules, request.host, request.port);
  let problem: unknown;
  for (const address of addresses) {
    try {
      return await connectTo(address, request, timeoutMs);
    } catch (cause) {
      problem = cause;
      if (request.signal.aborted) break;
    }
  }
  throw problem;
}

function connectTo(address: string, request: SocketRequest, timeoutMs: number): Promise<Socket> {
  const { host, port, tls, signal } = request;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const named = isIP(host) ? {} : { servername: host };
    const socket = tls ? openTls({ host: address, port, ...named }) : openTcp({ host: address, port });
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error("connect timed out"), { code: "ETIMEDOUT" }));
    }, timeoutMs);
    const stop = (): void => {
      socket.destroy(signal.reason instanceof Error ? signal.reason : new Error("stopped"));
    };
    signal.addEventListener("abort", stop, { once: true });
    socket.once("close", () => signal.removeEventListener("abort", stop));
    socket.once("error", (cause) => {
      clearTimeout(timer);
      reject(cause);
    });
    socket.once(tls ? "secureConnect" : "connect", () => {
      clearTimeout(timer);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}
