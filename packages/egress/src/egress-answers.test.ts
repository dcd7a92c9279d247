import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { createBench, errorOf, get, textOf } from "./testing/egress-bench.ts";
import { startTestServer } from "./testing/test-server.ts";

const { serve, egressWith, local, tidy } = createBench();
afterEach(tidy);

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
