import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { initTRPC } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { expect, test } from "vitest";
import { heardStream } from "./heard-stream.ts";

async function* thenAway() {
  // More than a socket takes at once, and one on the way to it: what comes next is asked for while nobody listens.
  for (let i = 0; i < 6; i += 1) yield "x".repeat(8_000_000);
  throw new Error("away");
}

test("a stream that fails while an item is on its way breaks off, and nothing of it is unhandled", async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => {
    if (reason instanceof Error && reason.message === "away") unhandled.push(reason);
  };
  process.on("unhandledRejection", note);
  const trpc = initTRPC.create({ sse: { ping: { enabled: true, intervalMs: 50 } } });
  const router = trpc.router({ watch: trpc.procedure.subscription(() => heardStream(thenAway())) });
  const server = createServer(createHTTPHandler({ router }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    const broke = Promise.withResolvers<void>();
    let text = "";
    socket.write("GET /watch HTTP/1.1\r\nhost: x\r\naccept: text/event-stream\r\n\r\n");
    // Nothing is read for a while: the item cannot be written whole.
    await new Promise((resolve) => setTimeout(resolve, 300));
    socket.setEncoding("utf8").on("data", (piece) => {
      text = (text + piece).slice(-1_000);
      if (text.includes("serialized-error")) broke.resolve();
    });
    await broke.promise;
    expect(unhandled).toEqual([]);
    socket.destroy();
  } finally {
    process.off("unhandledRejection", note);
    server.close();
  }
});
