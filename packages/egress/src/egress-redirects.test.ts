import { afterEach, expect, test } from "vitest";
import { createBench, errorOf, get } from "./testing/egress-bench.ts";

const { serve, local, tidy } = createBench();
afterEach(tidy);

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
