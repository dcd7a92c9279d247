import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { below, type Random } from "@orrery/engine/testing";
import { z } from "zod";

/**
 * The outside world and its own book of what was asked of it, which no crash takes back. What is done is said by the path,
 * `/<manner>/<tag of the run>/<step>`:
 * - `get`: an answer, however often; `slow`: one that takes half a second to two;
 * - `flaky`: 503 the first two times, then an answer;
 * - `gone`: always 404; `broken`: always 500;
 * - `keyed`: done once for each idempotency key, the first answer again for a key that is known; 400 without one;
 * - `send`: done each time it is asked for;
 * - `callback`: as `keyed`, and the address in the body is called later.
 */
export interface Ledger {
  /** `host:port` */
  readonly address: string;
  /** What the book says of one step of the run with this tag. */
  entry(tag: string, step: string): LedgerEntry;
  readonly requests: () => number;
  close(): Promise<void>;
}

export interface LedgerEntry {
  /** How often it was asked for. */
  readonly received: number;
  /** The different idempotency keys: each is an effect. */
  readonly keys: number;
  /** The how manieth of all requests was the first for it; 0: there was none. */
  readonly first: number;
}

const failuresOfFlaky = 2;
const slowestMs = 1_500;
const slowMs = 500;
const nothing: LedgerEntry = { received: 0, keys: 0, first: 0 };

/**
 * @param random how long each answer takes: mostly some tens of ms, now and then a second.
 * @param callBack is given each address that was left with it.
 */
export async function openLedger(
  random: Random,
  callBack: (address: string) => void = () => undefined,
): Promise<Ledger> {
  const book = new Map<string, { received: number; readonly keySet: Set<string>; readonly first: number }>();
  let requests = 0;

  const statusOf = (manner: string, received: number, key: string | undefined): number => {
    if (manner === "gone") return 404;
    if (manner === "broken") return 500;
    if (manner === "flaky") return received <= failuresOfFlaky ? 503 : 200;
    if (manner === "keyed" || manner === "callback") return key === undefined ? 400 : 200;
    return 200;
  };

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const [, manner = "", ...place] = (request.url ?? "").split("/");
    const name = place.join("/");
    requests += 1;
    const entry = book.get(name) ?? { received: 0, keySet: new Set<string>(), first: requests };
    book.set(name, entry);
    entry.received += 1;
    const key = request.headers["idempotency-key"];
    if (typeof key === "string") entry.keySet.add(key);
    const status = statusOf(manner, entry.received, typeof key === "string" ? key : undefined);
    if (manner === "callback") void addressIn(request).then(callBack, () => undefined);
    else request.resume();
    const isSlow = manner === "slow" || random() < 0.02;
    const pauseMs = (manner === "slow" ? slowMs : 2) + below(random, isSlow ? slowestMs : 80);
    setTimeout(() => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ done: name }));
    }, pauseMs);
  };

  const server = createServer(answer);
  // Closed on this side after a while, a connection may be used at that very moment on the other: that is no fault of a run.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1" }, resolve));
  const bound = server.address();
  if (typeof bound !== "object" || bound === null) throw new Error("The ledger has no address.");
  return {
    address: `127.0.0.1:${bound.port}`,
    entry: (tag, step) => {
      const entry = book.get(`${tag}/${step}`);
      if (entry === undefined) return nothing;
      return { received: entry.received, keys: entry.keySet.size, first: entry.first };
    },
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const leftAddress = z.object({ address: z.string() });

async function addressIn(request: IncomingMessage): Promise<string> {
  return leftAddress.parse(JSON.parse(await text(request))).address;
}
