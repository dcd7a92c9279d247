import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { SocketRequest } from "./guarded-socket.ts";
import { createBench, errorOf } from "./testing/egress-bench.ts";

const { egressWith, local, tidy } = createBench();
const servers: Server[] = [];
afterEach(async () => {
  await tidy();
  for (const server of servers.splice(0)) server.close();
});

/** A server that greets everybody. */
async function greeting(): Promise<{ readonly port: number; readonly met: readonly Socket[] }> {
  const met: Socket[] = [];
  const server = createServer((socket) => {
    met.push(socket);
    socket.on("error", () => undefined);
    socket.write("hello");
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, met };
}

const to = (host: string, port: number, more: Partial<SocketRequest> = {}): SocketRequest => ({
  host,
  port,
  tls: false,
  signal: new AbortController().signal,
  ...more,
});

test("an allowed host is connected to, and its socket ends with the signal", async () => {
  const { port } = await greeting();
  const stop = new AbortController();
  const socket = await local().connect(to("items.test", port, { signal: stop.signal }), { hosts: ["ITEMS.test."] });
  socket.on("error", () => undefined);
  expect(String((await once(socket, "data"))[0])).toBe("hello");
  const closed = new Promise((resolve) => socket.once("close", resolve));
  stop.abort();
  await closed;
  expect(socket.destroyed).toBe(true);
});

test.each(["127.0.0.1", "2130706433", "0x7f.1", "::ffff:127.0.0.1", "localhost", "0.0.0.0", "169.254.169.254"])(
  "%s is refused and nothing is met",
  async (host) => {
    const { port, met } = await greeting();
    const error = await errorOf(egressWith().connect(to(host, port), { hosts: ["host:*"] }));
    expect([error.code, error.class, met.length]).toEqual(["EGRESS_DENIED", "permanent", 0]);
  },
);

test("a host outside the grant, a name that leads to a private address, and what is Orrery's own are refused", async () => {
  const { port, met } = await greeting();
  const refused = [
    local().connect(to("items.test", port), { hosts: ["other.test"] }),
    local().connect(to("items.test", port), { hosts: [`items.test:${port + 1}`] }),
    egressWith({ resolve: async () => ["93.184.216.34", "10.0.0.7"] }).connect(to("db.test", port), {
      hosts: ["db.test"],
    }),
    local({ refuse: [{ host: "127.0.0.1", port }] }).connect(to("items.test", port), { hosts: ["items.test"] }),
  ];
  const codes = await Promise.all(refused.map(async (one) => (await errorOf(one)).code));
  expect([codes, met.length]).toEqual([Array(4).fill("EGRESS_DENIED"), 0]);
});

test("what is no host, nobody listens to, or does not speak TLS says so", async () => {
  const { port } = await greeting();
  const grant = { hosts: ["host:*"] };
  const free = await greeting();
  servers.pop()?.close();
  expect((await errorOf(local().connect(to("a b", port), grant))).code).toBe("EGRESS_REQUEST_INVALID");
  expect((await errorOf(local().connect(to("items.test", 70_000), grant))).code).toBe("EGRESS_REQUEST_INVALID");
  expect(await errorOf(local().connect(to("items.test", free.port), grant))).toMatchObject({
    code: "EGRESS_FAILED",
    class: "transient",
  });
  expect((await errorOf(local().connect(to("items.test", port, { tls: true }), grant))).code).toBe("EGRESS_FAILED");
});

test("one that does not answer is given up", async () => {
  const silent = createServer({ pauseOnConnect: true }, (socket) => socket.on("error", () => undefined));
  servers.push(silent);
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { port } = silent.address() as AddressInfo;
  const egress = local({ connectTimeoutMs: 50 });
  expect(await errorOf(egress.connect(to("items.test", port, { tls: true }), { hosts: ["host:*"] }))).toMatchObject({
    code: "EGRESS_TIMEOUT",
    class: "transient",
  });
});
