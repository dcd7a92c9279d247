import { createServer, type Socket } from "node:net";
import type { EgressRequest } from "@orrery/node-kit";
import { afterEach, expect, test } from "vitest";
import { createBench, errorOf, get, textOf } from "./testing/egress-bench.ts";

const { local, tidy } = createBench();
const open: (() => void)[] = [];
afterEach(async () => {
  await tidy();
  for (const close of open.splice(0)) close();
});

type Closing = "end" | "destroy" | "resetAndDestroy";

/** Keeps connections for long. Answers the first request of each of its first `serving` connections, and closes when the next one comes on it. */
async function closingServer(how: Closing, serving = Number.POSITIVE_INFINITY) {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    const number = connections;
    let requests = 0;
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      requests += 1;
      seen.push(`${number} ${data.toString().split(" ")[0]}`);
      if (requests === 1 && number <= serving)
        socket.write("HTTP/1.1 200 OK\r\nkeep-alive: timeout=600\r\ncontent-length: 2\r\n\r\nok");
      else socket[how]();
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  if (bound === null || typeof bound !== "object") throw new Error("no server");
  return { seen, url: `http://items.test:${bound.port}/` };
}

const grant = { hosts: ["items.test"] };

/** Lets the connection of the answer that was just read become idle. */
async function warm(egress: ReturnType<typeof local>, url: string): Promise<void> {
  await egress.fetch(get(url), grant);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

const keyed: Partial<EgressRequest> = { method: "POST", headers: { "Idempotency-Key": "order-7" }, body: "{}" };

test.each([
  ["end", {}],
  ["destroy", {}],
  ["resetAndDestroy", {}],
  ["destroy", { method: "HEAD" }],
  ["destroy", keyed],
] as const)(
  "a kept connection that is closed (%s) as a request goes out on it is made up for by a fresh one",
  async (how, more) => {
    const { seen, url } = await closingServer(how);
    const egress = local();
    await warm(egress, url);
    const answer = await egress.fetch(get(url, more), grant);
    expect([answer.status, "method" in more && more.method === "HEAD" ? "ok" : textOf(answer.body)]).toEqual([
      200,
      "ok",
    ]);
    const method = "method" in more ? more.method : "GET";
    expect(seen).toEqual(["1 GET", `1 ${method}`, `2 ${method}`]);
  },
);

test("what may have had an effect is not sent again", async () => {
  const { seen, url } = await closingServer("destroy");
  const egress = local();
  await warm(egress, url);
  const failed = await errorOf(egress.fetch(get(url, { method: "POST", body: "{}" }), grant));
  expect(failed).toMatchObject({ code: "EGRESS_FAILED", class: "transient" });
  expect(seen).toEqual(["1 GET", "1 POST"]);
});

test("a fresh connection that is closed is the other side's affair, and so is the second in a row", async () => {
  const none = await closingServer("destroy", 0);
  expect(await errorOf(local().fetch(get(none.url), grant))).toMatchObject({ code: "EGRESS_FAILED" });
  expect(none.seen).toEqual(["1 GET"]);
  const once = await closingServer("destroy", 1);
  const egress = local();
  await warm(egress, once.url);
  expect(await errorOf(egress.fetch(get(once.url), grant))).toMatchObject({ code: "EGRESS_FAILED" });
  expect(once.seen).toEqual(["1 GET", "1 GET", "2 GET"]);
});
