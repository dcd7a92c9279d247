import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { EgressRequest, JsonObject } from "@orrery/node-kit";
import { createTestInput, createTestStep } from "@orrery/node-kit/harness";
import { afterEach, expect, test } from "vitest";
import { httpRequestRuntime } from "./runtime.ts";

let stop = () => {};
afterEach(() => stop());

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** A real server, and the step's network reduced to Node's own fetch: the guard has tests of its own. */
async function serve(answer: (response: ServerResponse, seen: Seen) => void) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const one = { method: request.method, url: request.url, headers: request.headers, body };
    seen.push(one);
    answer(response, one);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  stop = () => server.closeAllConnections() ?? server.close();
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const run = (config: JsonObject) =>
    httpRequestRuntime.run(createTestStep({ fetch: fetchByNode, now: 0 }).ctx, createTestInput(config));
  return { base, seen, run };
}

async function fetchByNode(request: EgressRequest) {
  const { url, method, headers = {}, signal } = request;
  const body = typeof request.body === "string" ? { body: request.body } : {};
  const response = await fetch(url, { method, headers, signal, ...body });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: new Uint8Array(await response.arrayBuffer()),
  };
}

const json = (response: ServerResponse, value: unknown, status = 200) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));

test("a GET sends its query and headers and reads JSON", async () => {
  const { base, seen, run } = await serve((response) => json(response, { items: [1, 2] }));
  const outcome = await run({
    method: "GET",
    url: `${base}/items?a=1`,
    query: { q: "a b&c", n: 5, tag: ["x", "y"], none: null },
    headers: { "X-Count": 3, "X-None": null },
    body: "never sent",
  });
  expect(outcome).toMatchObject({
    kind: "done",
    output: { status: 200, headers: { "content-type": "application/json" }, body: { items: [1, 2] } },
  });
  expect(seen[0]).toMatchObject({
    method: "GET",
    url: "/items?a=1&q=a+b%26c&n=5&tag=x&tag=y",
    headers: { "x-count": "3", accept: "application/json, */*;q=0.5" },
    body: "",
  });
  expect(seen[0]?.headers).not.toHaveProperty("x-none");
});

test("a POST sends JSON or text with the fitting content type, and its key", async () => {
  const { base, seen, run } = await serve((response) => json(response, null));
  await run({ method: "POST", url: base, body: { a: 1 }, idempotencyKey: "order-7" });
  await run({ method: "POST", url: base, body: "plain", idempotencyKey: "" });
  await run({ method: "PUT", url: base, body: "<a/>", headers: { "Content-Type": "application/xml" } });
  expect(seen.map(({ body, headers }) => [body, headers["content-type"], headers["idempotency-key"]])).toEqual([
    ['{"a":1}', "application/json", "order-7"],
    ["plain", "text/plain; charset=utf-8", "key-of-step"],
    ["<a/>", "application/xml", undefined],
  ]);
});

test("text and bytes are read as asked, an empty body as null", async () => {
  const { base, run } = await serve((response, { url }) =>
    url === "/empty"
      ? response.writeHead(204).end()
      : response.writeHead(200, { "content-type": "text/plain; charset=latin1" }).end(Buffer.from([0xe9, 0x21])),
  );
  expect(await run({ url: `${base}/`, responseType: "text" })).toMatchObject({ output: { body: "é!" } });
  expect(await run({ url: `${base}/`, responseType: "bytes" })).toMatchObject({ output: { body: "6SE=" } });
  expect(await run({ url: `${base}/empty` })).toMatchObject({ output: { status: 204, body: null } });
});

test.each([
  [404, {}, "permanent", undefined],
  [400, { "retry-after": "x" }, "permanent", undefined],
  [429, { "retry-after": "7" }, "transient", 7_000],
  [503, { "retry-after": "Thu, 01 Jan 1970 00:00:02 GMT" }, "transient", 2_000],
  [503, { "retry-after": "999999" }, "transient", 3_600_000],
  [500, {}, "transient", undefined],
])("status %d with %j is %s", async (status, headers, kind, retryAfterMs) => {
  const { base, run } = await serve((response) => response.writeHead(status, headers).end("why"));
  const host = new URL(base).host;
  expect(await run({ url: base })).toEqual({
    kind: "failed",
    error: {
      code: "HTTP_STATUS",
      class: kind,
      message: `${host} answered with status ${status}.`,
      details: { status, body: "why" },
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    },
  });
});

test("a status that is allowed is an answer like any other", async () => {
  const { base, run } = await serve((response) => json(response, { gone: true }, 404));
  expect(await run({ url: base, allowStatus: [404] })).toMatchObject({
    kind: "done",
    output: { status: 404, body: { gone: true } },
  });
});

test("what is not JSON, does not fit, or has no address fails in words", async () => {
  const { base, run } = await serve((response, { url }) =>
    url === "/html"
      ? response.writeHead(200, { "content-type": "text/html" }).end("<p>hi")
      : json(response, { n: "1" }),
  );
  expect(await run({ url: `${base}/html` })).toMatchObject({
    error: { code: "HTTP_NOT_JSON", message: "The answer is not JSON (text/html). It begins: <p>hi" },
  });
  expect(
    await run({ url: base, outputSchema: { type: "object", properties: { n: { type: "number" } } } }),
  ).toMatchObject({ error: { code: "HTTP_SCHEMA", details: { problems: [{ path: "n" }] } } });
  expect(await run({ url: base, headers: "X: 1" })).toMatchObject({
    error: { code: "HTTP_REQUEST", message: "The headers must be names with values, not text." },
  });
  expect(await run({ url: "example.org/x" })).toMatchObject({ error: { code: "HTTP_ADDRESS", class: "permanent" } });
});
