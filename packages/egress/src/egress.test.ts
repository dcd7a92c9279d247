import type { RequestListener } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { StepFailure } from "@orrery/node-kit";
import { afterEach, expect, test } from "vitest";
import { createEgress, type EgressOptions } from "./egress.ts";
import { startTestServer } from "./test-server.ts";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function serve(listener: RequestListener) {
  const server = await startTestServer(listener);
  cleanups.push(server.close);
  return server;
}

function egressWith(options: EgressOptions = {}) {
  const egress = createEgress(options);
  cleanups.push(egress.close);
  return egress;
}

const toLoopback = async () => ["127.0.0.1"];
/** An egress for which items.test and other.test are this machine, allowed by the owner. */
const local = (options: EgressOptions = {}) =>
  egressWith({ resolve: toLoopback, allowPrivateHosts: ["items.test", "other.test"], ...options });

const get = (
  url: string,
  more: { signal?: AbortSignal; maxBytes?: number; headers?: Record<string, string> } = {},
) => ({
  url,
  method: "GET",
  maxBytes: 1_000_000,
  signal: AbortSignal.timeout(5_000),
  ...more,
});

async function errorOf(promise: Promise<unknown>): Promise<{ code: string; class: string; message: string }> {
  try {
    await promise;
  } catch (cause) {
    if (cause instanceof StepFailure) {
      return { code: cause.error.code, class: cause.error.class, message: cause.error.message };
    }
    throw cause;
  }
  throw new Error("The request was let through.");
}

const textOf = (body: Uint8Array) => new TextDecoder().decode(body);

test("an allowed host answers with status, headers and body", async () => {
  const server = await serve((_request, response) => {
    response.writeHead(201, { "Content-Type": "text/plain", "Set-Cookie": ["a=1", "b=2"] }).end("hello");
  });
  const answer = await local().fetch(get(`http://items.test:${server.port}/x?y=1`), { hosts: ["items.test"] });
  expect({
    status: answer.status,
    type: answer.headers["content-type"],
    cookies: answer.headers["set-cookie"],
  }).toEqual({ status: 201, type: "text/plain", cookies: "a=1, b=2" });
  expect(textOf(answer.body)).toBe("hello");
  expect([server.requests[0]?.url, server.requests[0]?.headers.host]).toEqual(["/x?y=1", `items.test:${server.port}`]);
});

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

test("a redirect to loopback or to a host outside the grant is refused", async () => {
  const inner = await serve((_request, response) => response.end("secret"));
  for (const location of [
    `http://127.0.0.1:${inner.port}/`,
    `http://0x7f.1:${inner.port}/`,
    `//localhost:${inner.port}/`,
    "file:///etc/passwd",
  ]) {
    const outer = await serve((_request, response) => response.writeHead(302, { location }).end());
    const error = await errorOf(local().fetch(get(`http://items.test:${outer.port}/`), { hosts: ["host:*"] }));
    expect({ location, code: error.code }).toEqual({ location, code: "EGRESS_DENIED" });
  }
  const outer = await serve((_request, response) =>
    response.writeHead(302, { location: `http://other.test:${inner.port}/` }).end(),
  );
  const error = await errorOf(local().fetch(get(`http://items.test:${outer.port}/`), { hosts: ["items.test"] }));
  expect(error.code).toBe("EGRESS_DENIED");
  expect(inner.requests).toEqual([]);
});

test("secrets do not follow a redirect to another origin, and stay on the same one", async () => {
  const other = await serve((_request, response) => response.end("there"));
  const first = await serve((request, response) => {
    if (request.url === "/") return response.writeHead(302, { location: "/again" }).end();
    response.writeHead(307, { location: `http://other.test:${other.port}/` }).end();
  });
  await local().fetch(
    get(`http://items.test:${first.port}/`, {
      headers: { Authorization: "Bearer s", Cookie: "c=1", "X-Api-Key": "k", Accept: "text/plain" },
    }),
    { hosts: ["items.test", "other.test"] },
  );
  const seen = [...first.requests, ...other.requests].map(({ headers }) => [
    headers.authorization,
    headers.cookie,
    headers["x-api-key"],
    headers.accept,
  ]);
  expect(seen).toEqual([
    ["Bearer s", "c=1", "k", "text/plain"],
    ["Bearer s", "c=1", "k", "text/plain"],
    [undefined, undefined, undefined, "text/plain"],
  ]);
});

test("303 turns a POST into a GET without a body, 307 keeps both", async () => {
  const seen: string[] = [];
  const server = await serve(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    seen.push(`${request.method} ${request.url} ${request.headers["content-type"]} ${body}`);
    const to = request.url === "/303" || request.url === "/307" ? { location: "/end" } : undefined;
    response.writeHead(to ? Number(request.url?.slice(1)) : 200, to).end();
  });
  for (const path of ["/303", "/307"]) {
    await local().fetch(
      {
        ...get(`http://items.test:${server.port}${path}`, { headers: { "content-type": "text/plain" } }),
        method: "POST",
        body: "data",
      },
      { hosts: ["items.test"] },
    );
  }
  expect(seen).toEqual([
    "POST /303 text/plain data",
    "GET /end undefined ",
    "POST /307 text/plain data",
    "POST /end text/plain data",
  ]);
});

test("a ring of redirects ends after five", async () => {
  const server = await serve((_request, response) => response.writeHead(302, { location: "/" }).end());
  const error = await errorOf(local().fetch(get(`http://items.test:${server.port}/`), { hosts: ["items.test"] }));
  expect([error.code, server.requests.length]).toEqual(["EGRESS_DENIED", 6]);
});

test.each([
  ["gzip", gzipSync],
  ["deflate", deflateSync],
  ["deflate", deflateRawSync],
  ["br", brotliCompressSync],
] as const)("an answer in %s is unpacked", async (encoding, pack) => {
  const text = "orrery ".repeat(10_000);
  const server = await serve((_request, response) =>
    response.writeHead(200, { "content-encoding": encoding }).end(pack(Buffer.from(text))),
  );
  const answer = await local().fetch(get(`http://items.test:${server.port}/`), { hosts: ["items.test"] });
  expect(textOf(answer.body)).toBe(text);
});

test.each([gzipSync, brotliCompressSync, deflateSync])(
  "a small answer that unpacks to a huge one stops at the limit",
  async (pack) => {
    const bomb = pack(Buffer.alloc(60_000_000));
    const encoding = pack === gzipSync ? "gzip" : pack === deflateSync ? "deflate" : "br";
    const server = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end(bomb),
    );
    const error = await errorOf(
      local().fetch(get(`http://items.test:${server.port}/`, { maxBytes: 100_000 }), { hosts: ["items.test"] }),
    );
    expect(error).toEqual({
      code: "EGRESS_TOO_LARGE",
      class: "limit",
      message: "items.test answered with more than 100000 bytes.",
    });
  },
);

test("a body without an end stops at the limit", async () => {
  const server = await serve((_request, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(50_000)), 1);
    response.on("close", () => clearInterval(timer));
  });
  const error = await errorOf(
    local().fetch(get(`http://items.test:${server.port}/`, { maxBytes: 300_000 }), { hosts: ["items.test"] }),
  );
  expect(error.code).toBe("EGRESS_TOO_LARGE");
});

test("damaged compression is a failure in words", async () => {
  const server = await serve((_request, response) =>
    response.writeHead(200, { "content-encoding": "gzip" }).end("this is not gzip"),
  );
  const error = await errorOf(local().fetch(get(`http://items.test:${server.port}/`), { hosts: ["items.test"] }));
  expect(error.message).toBe("The answer of items.test is damaged: it cannot be decompressed.");
});

test("silence is a timeout, whether before the answer, in its middle or by the step's own limit", async () => {
  const server = await serve((request, response) => {
    if (request.url === "/middle") response.writeHead(200).write("a");
  });
  const url = (path: string) => `http://items.test:${server.port}${path}`;
  const grant = { hosts: ["items.test"] };
  const impatient = local({ idleTimeoutMs: 300 });
  expect((await errorOf(impatient.fetch(get(url("/never")), grant))).code).toBe("EGRESS_TIMEOUT");
  expect((await errorOf(impatient.fetch(get(url("/middle")), grant))).code).toBe("EGRESS_TIMEOUT");
  const error = await errorOf(local().fetch(get(url("/never"), { signal: AbortSignal.timeout(100) }), grant));
  expect(error).toEqual({ code: "EGRESS_TIMEOUT", class: "transient", message: "items.test did not answer in time." });
});

test("a stopped request ends at once", async () => {
  const server = await serve(() => {});
  const stop = new AbortController();
  const request = local().fetch(get(`http://items.test:${server.port}/`, { signal: stop.signal }), {
    hosts: ["items.test"],
  });
  setTimeout(() => stop.abort(), 50);
  expect((await errorOf(request)).code).toBe("EGRESS_ABORTED");
});

test("a refused connection, an unknown name and a broken connection are transient", async () => {
  const closed = await startTestServer(() => {});
  await closed.close();
  const grant = { hosts: ["host:*"] };
  expect(await errorOf(local().fetch(get(`http://items.test:${closed.port}/`), grant))).toEqual({
    code: "EGRESS_FAILED",
    class: "transient",
    message: "items.test refused the connection.",
  });
  expect(
    (await errorOf(egressWith({ resolve: async () => [] }).fetch(get("http://nowhere.test/"), grant))).message,
  ).toBe("No address is known for nowhere.test.");
  const rude = await serve((request) => request.socket.destroy());
  expect((await errorOf(local().fetch(get(`http://items.test:${rude.port}/`), grant))).code).toBe("EGRESS_FAILED");
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

test("an open answer gives its pieces as they arrive", async () => {
  const gate = Promise.withResolvers<void>();
  const server = await serve(async (_request, response) => {
    response.writeHead(200).write("first");
    await gate.promise;
    response.end("second");
  });
  const answer = await local().open(get(`http://items.test:${server.port}/`), { hosts: ["items.test"] });
  const pieces: string[] = [];
  for await (const piece of answer.body) {
    pieces.push(textOf(piece));
    gate.resolve();
  }
  expect(pieces).toEqual(["first", "second"]);
});
