import { afterEach, expect, test } from "vitest";
import { createBench, errorOf, get, textOf } from "./testing/egress-bench.ts";

const { serve, egressWith, local, tidy } = createBench();
afterEach(tidy);

test.each([
  "http://127.0.0.1:PORT/",
  "http://127.0.0.1.:PORT/",
  "http://127.1:PORT/",
  "http://2130706433:PORT/",
  "http://0x7f000001:PORT/",
  "http://0x7f.1:PORT/",
  "http://0177.0.0.1:PORT/",
  "http://①②⑦.0.0.1:PORT/",
  "http://127。0。0。1:PORT/",
  "http://%31%32%37.0.0.1:PORT/",
  "http://[::1]:PORT/",
  "http://[::ffff:127.0.0.1]:PORT/",
  "http://[::ffff:7f00:1]:PORT/",
  "http://[64:ff9b::7f00:1]:PORT/",
  "http://[2002:7f00:1::]:PORT/",
  "http://[::127.0.0.1]:PORT/",
  "http://0.0.0.0:PORT/",
  "http://0:PORT/",
  "http://[::]:PORT/",
  "http://localhost:PORT/",
  "http://localhost.:PORT/",
  "http://LOCALHOST:PORT/",
  "http://ｌｏｃａｌｈｏｓｔ:PORT/",
  "http://169.254.169.254/latest/meta-data/",
  "http://[fe80::1]/",
  "http://10.0.0.1/",
  "http://192.168.0.1/",
  "http://100.100.100.200/",
  "http://[fd00:ec2::254]/",
])("%s is refused and nothing is sent", async (spelling) => {
  const server = await serve((_request, response) => response.end("secret"));
  const url = spelling.replace("PORT", String(server.port));
  const error = await errorOf(egressWith().fetch(get(url), { hosts: ["host:*"] }));
  expect({ code: error.code, class: error.class, sent: server.requests.length }).toEqual({
    code: "EGRESS_DENIED",
    class: "permanent",
    sent: 0,
  });
});

test.each([
  ["file:///etc/passwd", "EGRESS_DENIED"],
  ["ftp://example.org/", "EGRESS_DENIED"],
  ["gopher://example.org/", "EGRESS_DENIED"],
  ["data:text/plain,x", "EGRESS_DENIED"],
  ["http://user:pass@example.org/", "EGRESS_REQUEST_INVALID"],
  ["not a url", "EGRESS_REQUEST_INVALID"],
  ["http://", "EGRESS_REQUEST_INVALID"],
])("%s is %s", async (url, code) => {
  expect((await errorOf(egressWith().fetch(get(url), { hosts: ["host:*"] }))).code).toBe(code);
});

test("a host outside the grant is refused, however it is allowed otherwise", async () => {
  const server = await serve((_request, response) => response.end());
  const url = `http://items.test:${server.port}/`;
  expect(await errorOf(local().fetch(get(url), { hosts: ["other.test"] }))).toEqual({
    code: "EGRESS_DENIED",
    class: "permanent",
    message: "This step may not call items.test. It is allowed: other.test.",
  });
  expect((await errorOf(local().fetch(get(url), { hosts: [`items.test:${server.port + 1}`] }))).code).toBe(
    "EGRESS_DENIED",
  );
  expect((await local().fetch(get(url), { hosts: [`ITEMS.test:${server.port}`] })).status).toBe(200);
});

test("a public name whose DNS answers a private address is refused, also when only one of several does", async () => {
  const server = await serve((_request, response) => response.end());
  for (const addresses of [["127.0.0.1"], ["93.184.216.34", "10.0.0.7"], ["::ffff:10.0.0.7"], ["not an address"]]) {
    const egress = egressWith({ resolve: async () => addresses });
    const error = await errorOf(egress.fetch(get(`http://rebind.test:${server.port}/`), { hosts: ["rebind.test"] }));
    expect(error.code).toBe("EGRESS_DENIED");
  }
  expect(server.requests).toEqual([]);
});

test("a name is looked up once for a connection and the checked address is the one connected to", async () => {
  const server = await serve((_request, response) => response.end("once"));
  let asked = 0;
  const egress = local({
    resolve: async () => {
      asked += 1;
      return asked === 1 ? ["127.0.0.1"] : ["169.254.169.254"];
    },
  });
  const answer = await egress.fetch(get(`http://items.test:${server.port}/`), { hosts: ["items.test"] });
  expect([textOf(answer.body), asked]).toEqual(["once", 1]);
});

test("a name that turns to the metadata address is refused even where the owner allows the name", async () => {
  const egress = local({ resolve: async () => ["169.254.169.254"] });
  expect((await errorOf(egress.fetch(get("http://items.test/"), { hosts: ["items.test"] }))).code).toBe(
    "EGRESS_DENIED",
  );
});

test("Orrery's own port is refused even where its host is allowed", async () => {
  const server = await serve((_request, response) => response.end());
  const egress = egressWith({
    allowPrivateHosts: ["localhost", "127.0.0.1"],
    refuse: [{ host: "localhost", port: server.port }],
  });
  for (const host of ["localhost", "127.0.0.1", "2130706433"]) {
    const error = await errorOf(egress.fetch(get(`http://${host}:${server.port}/`), { hosts: ["host:*"] }));
    expect(error.code).toBe("EGRESS_DENIED");
  }
  expect(server.requests).toEqual([]);
});

test("headers that belong to the connection may not be set, and a line break in one is refused", async () => {
  const grant = { hosts: ["host:*"] };
  for (const headers of [
    { Host: "evil" },
    { "Transfer-Encoding": "chunked" },
    { "Proxy-Authorization": "x" },
    { A: "b\r\nC: d" },
  ]) {
    const error = await errorOf(local().fetch(get("http://items.test:1/", { headers }), grant));
    expect(error.code).toBe("EGRESS_REQUEST_INVALID");
  }
});

test("an egress of its own reaches the private hosts it was given, the first one still does not", async () => {
  const server = await serve((_request, response) => response.end("model"));
  const first = egressWith();
  const host = `127.0.0.1:${server.port}`;
  const own = first.withPrivateHosts([host]);
  expect((await own.fetch(get(`http://${host}/`), { hosts: [host] })).status).toBe(200);
  expect((await errorOf(first.fetch(get(`http://${host}/`), { hosts: [host] }))).code).toBe("EGRESS_DENIED");
});
