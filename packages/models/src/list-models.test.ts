import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { createEgress } from "@orrery/egress";
import { createSecretMask, type ModelProviderKind } from "@orrery/ports";
import { afterEach, expect, test } from "vitest";
import { listModels } from "./list-models.ts";
import { createModels } from "./models.ts";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

const KEY = "sk-canary-1234";

async function serve(answer: RequestListener) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const egress = createEgress({ allowPrivateHosts: [host] });
  cleanups.push(
    egress.close,
    () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  return { egress, seen, baseUrl: `http://${host}/v1` };
}

const says =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    void response
      .writeHead(status, { "content-type": "application/json" })
      .end(typeof body === "string" ? body : JSON.stringify(body));

/** The same answer for the first page, another for the next. */
const pages =
  (first: unknown, next: unknown, isNext: (url: string) => boolean): RequestListener =>
  (request, response) =>
    says(200, isNext(request.url ?? "") ? next : first)(request, response);

test.each(["openai-compatible", "openai", "mistral", "groq"] as const)(
  "%s lists its models by name, with the key as a bearer",
  async (kind) => {
    const { egress, seen, baseUrl } = await serve(
      says(200, { object: "list", data: [{ id: "b" }, { id: "a" }, { id: 7 }, { id: "b" }, {}] }),
    );
    expect(await listModels({ kind, baseUrl, apiKey: KEY }, egress)).toEqual({ ok: true, models: ["a", "b"] });
    expect(seen.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ["GET", "/v1/models", `Bearer ${KEY}`],
    ]);
  },
);

test("an endpoint without a key is asked without one", async () => {
  const { egress, seen, baseUrl } = await serve(says(200, { data: [{ id: "m" }] }));
  expect(await listModels({ kind: "openai-compatible", baseUrl, apiKey: null }, egress)).toEqual({
    ok: true,
    models: ["m"],
  });
  expect(seen[0]?.headers.authorization).toBeUndefined();
});

test("Anthropic is asked page by page", async () => {
  const { egress, seen, baseUrl } = await serve(
    pages(
      { data: [{ id: "claude-b" }], has_more: true, last_id: "claude-b" },
      { data: [{ id: "claude-a" }], has_more: false, last_id: "claude-a" },
      (url) => url.includes("after_id=claude-b"),
    ),
  );
  const listed = await listModels({ kind: "anthropic", baseUrl, apiKey: KEY }, egress);
  expect(listed).toEqual({ ok: true, models: ["claude-a", "claude-b"] });
  expect(seen.map(({ url, headers }) => [url, headers["x-api-key"], headers["anthropic-version"]])).toEqual([
    ["/v1/models?limit=1000", KEY, "2023-06-01"],
    ["/v1/models?limit=1000&after_id=claude-b", KEY, "2023-06-01"],
  ]);
});

test("Google is asked page by page, and only what answers in text or vectors is listed", async () => {
  const { egress, seen, baseUrl } = await serve(
    pages(
      {
        models: [
          { name: "models/gemini-2", supportedGenerationMethods: ["generateContent"] },
          { name: "models/veo", supportedGenerationMethods: ["predictLongRunning"] },
        ],
        nextPageToken: "more/2",
      },
      { models: [{ name: "models/embed-1", supportedGenerationMethods: ["embedContent"] }, { name: "models/other" }] },
      (url) => url.includes("pageToken="),
    ),
  );
  const listed = await listModels({ kind: "google", baseUrl, apiKey: KEY }, egress);
  expect(listed).toEqual({ ok: true, models: ["embed-1", "gemini-2", "other"] });
  expect(seen.map(({ url, headers }) => [url, headers["x-goog-api-key"]])).toEqual([
    ["/v1/models?pageSize=1000", KEY],
    ["/v1/models?pageSize=1000&pageToken=more%2F2", KEY],
  ]);
});

test("a list that never ends is left after ten pages", async () => {
  const { egress, seen, baseUrl } = await serve(says(200, { data: [{ id: "m" }], has_more: true, last_id: "m" }));
  const listed = await listModels({ kind: "anthropic", baseUrl, apiKey: KEY }, egress);
  expect([listed, seen.length]).toEqual([{ ok: true, models: ["m"] }, 10]);
});

test.each([
  ["a refused key", says(401, { error: { message: "no" } }), "MODEL_LIST_REFUSED", /refuses the key/],
  ["an address without a list", says(404, "no"), "MODEL_LIST_REFUSED", /no list of models at this address/],
  ["trouble of its own", says(500, "no"), "MODEL_LIST_REFUSED", /status 500/],
  ["a page", says(200, "<p>Welcome"), "MODEL_LIST_UNREADABLE", /Type their names/],
  ["other JSON", says(200, { models: [] }), "MODEL_LIST_UNREADABLE", /Type their names/],
  ["too long an answer", says(200, `{"data":[],"x":"${"x".repeat(4_100_000)}"}`), "EGRESS_TOO_LARGE", /./],
  [
    "a way elsewhere",
    (_request, response) => void response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    "MODEL_LIST_REFUSED",
    /status 302/,
  ],
] satisfies [string, RequestListener, string, RegExp][])("%s is said in words", async (_what, answer, code, words) => {
  const { egress, baseUrl } = await serve(answer);
  const listed = await listModels({ kind: "openai", baseUrl, apiKey: KEY }, egress);
  expect(listed).toEqual({ ok: false, code, message: expect.stringMatching(words) });
});

test.each(["azure", "bedrock"] as const)("%s is not asked: its list names what is not called", async (kind) => {
  const { egress, seen, baseUrl } = await serve(says(200, { data: [] }));
  expect(await listModels({ kind, baseUrl, apiKey: KEY }, egress)).toMatchObject({
    ok: false,
    code: "MODEL_LIST_NONE",
  });
  expect(seen).toEqual([]);
});

test("an address that is not allowed is not asked", async () => {
  const { seen, baseUrl } = await serve(says(200, { data: [] }));
  const egress = createEgress();
  cleanups.push(egress.close);
  expect(await listModels({ kind: "openai", baseUrl, apiKey: KEY }, egress)).toMatchObject({ code: "EGRESS_DENIED" });
  expect(seen).toEqual([]);
});

test("the key of a credential goes only to the hosts that it allows", async () => {
  const { egress, seen, baseUrl } = await serve(says(200, { data: [{ id: "m" }] }));
  const of = (hosts: readonly string[]) =>
    createModels({
      env: {},
      egress,
      secrets: {
        resolve: async () => ({ handle: "key", kind: "model", hosts, open: {}, values: { key: KEY } }),
        mask: () => createSecretMask(),
      },
    });
  const endpoint = { kind: "openai" as ModelProviderKind, baseUrl, credential: "key" };
  expect(await of(["127.0.0.1"]).listModels?.(endpoint, "default")).toEqual({ ok: true, models: ["m"] });
  expect(await of(["example.org"]).listModels?.(endpoint, "default")).toMatchObject({ code: "CREDENTIAL_HOST" });
  expect(seen.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${KEY}`]);
});
