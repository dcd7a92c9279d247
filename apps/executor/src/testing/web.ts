import { createServer } from "node:http";

/** A web server that answers every request with `{ ok: true }`, counts them, and can keep them waiting. */
export interface Web {
  /** Host and port. */
  readonly address: string;
  /** How often each path was asked for. */
  readonly asked: ReadonlyMap<string, number>;
  /** The different idempotency keys under which a path was asked for. */
  keys(path: string): ReadonlySet<string>;
  /** After so many answers more, requests go unanswered. */
  holdAfter(answers: number): void;
  /** How many requests wait for their answer, of clients that are still there or only stopped. */
  held(): number;
  /** Answers those that wait, and all to come. */
  letGo(): void;
  close(): void;
}

/** @param delayMs before each answer. */
export async function openWeb(delayMs = 100): Promise<Web> {
  const asked = new Map<string, number>();
  const keys = new Map<string, Set<string>>();
  const waiting = new Set<() => void>();
  let left = Number.POSITIVE_INFINITY;
  const server = createServer(({ url = "", headers }, response) => {
    asked.set(url, (asked.get(url) ?? 0) + 1);
    const key = headers["idempotency-key"];
    if (typeof key === "string") keys.set(url, new Set([...(keys.get(url) ?? []), key]));
    const answer = (): void => {
      setTimeout(() => response.writeHead(200, { "content-type": "application/json" }).end('{"ok":true}'), delayMs);
    };
    if (left > 0) {
      left -= 1;
      answer();
      return;
    }
    waiting.add(answer);
    response.once("close", () => waiting.delete(answer));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const bound = server.address();
  return {
    address: `127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`,
    asked,
    keys: (path) => keys.get(path) ?? new Set(),
    holdAfter: (answers) => {
      left = answers;
    },
    held: () => waiting.size,
    letGo: () => {
      left = Number.POSITIVE_INFINITY;
      for (const answer of waiting) answer();
      waiting.clear();
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
