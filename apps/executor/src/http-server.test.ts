import { once } from "node:events";
import type { Server } from "node:http";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHttpServer } from "./http-server.ts";

let server: Server;

beforeAll(async () => {
  server = await startHttpServer(
    {
      isReady: () => Promise.resolve(true),
      figures: { active: 0, events: 0, batches: 0 },
      metrics: { text: () => Promise.resolve("orrery_active_runs 0\n"), contentType: "text/plain" },
      metricsToken: undefined,
    },
    0,
  );
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function statusLine(target: string): Promise<string | undefined> {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const socket = connect(address.port, "127.0.0.1");
  socket.end(`GET ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk.toString();
  });
  await once(socket, "close");
  return answer.split("\r\n")[0];
}

test.each([
  ["/healthz", "HTTP/1.1 200 OK"],
  ["/healthz?x=1", "HTTP/1.1 200 OK"],
  ["/nothing", "HTTP/1.1 404 Not Found"],
  ["//", "HTTP/1.1 404 Not Found"],
  ["http://[", "HTTP/1.1 404 Not Found"],
])("GET %s", async (target, expected) => {
  expect(await statusLine(target)).toBe(expected);
});
