import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import {
  createApiKey,
  createCredential,
  listAudit,
  listFiles,
  offerWorkflow,
  openFile,
  parseInstanceKey,
  watchTopics,
} from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHttpServer } from "./http-server.ts";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

/** A secret is sent to a host that tells it back in many forms; then every way out of the installation is searched for it. */

let database: TestDatabase;
let executor: RunningExecutor;
let door: Server;
let echo: Server;
let publisher: Publisher;
let base: string;
let host: string;
let key: string;
const { said, news } = collectNews();
const ORRERY_KEY = randomBytes(32).toString("base64url");
const canary = `canary/${randomBytes(12).toString("hex")}+"%&`;
const heard: (string | undefined)[] = [];

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listen = (server: Server) => new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));

beforeAll(async () => {
  echo = createServer((request, response) => {
    const { authorization = "" } = request.headers;
    heard.push(authorization);
    const bare = authorization.replace(/^Bearer /, "");
    const forms = [bare, encodeURIComponent(bare), Buffer.from(bare).toString("base64"), authorization];
    response.writeHead(request.url === "/refuse" ? 403 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify({ forms, text: forms.join(" ") }));
  });
  await listen(echo);
  host = `127.0.0.1:${portOf(echo)}`;
  database = await testDatabase();
  executor = startExecutor({
    databaseUrl: database.url,
    env: { ORRERY_KEY, ORRERY_ALLOW_PRIVATE_HOSTS: host },
    news,
  });
  await executor.ready;
  door = await startHttpServer(executor, 0);
  base = `http://127.0.0.1:${portOf(door)}`;
  publisher = openPublisher(database.url, parseInstanceKey(ORRERY_KEY, "the test"));
  const { ctx } = publisher;
  ({ key } = await createApiKey({ ctx, input: { name: "Outside" } }));
  await createCredential({ ctx, input: { handle: "told", kind: "bearer", hosts: [host], value: canary } });
});
afterAll(async () => {
  door.close();
  door.closeAllConnections();
  await executor.stop();
  await publisher.close();
  await database.drop();
  echo.closeAllConnections();
  echo.close();
  expect(said).toEqual([]);
});

const ask = (path = "/") => ({
  id: "ask",
  type: "http-request",
  config: { method: "GET", url: `http://${host}${path}`, auth: "told", responseType: "json" },
});
const answer = { id: "end", type: "output", config: { value: "{{ ask.body.text }}" } };

/** Asks, writes what it is told into a file and into memory, and gives it back. */
const keeping = () =>
  graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      ask(),
      { id: "note", type: "file", config: { action: "write", name: "told.txt", content: "{{ ask.body.text }}" } },
      { id: "keep", type: "remember", config: { memory: "told", text: "{{ ask.body.text }}" } },
      answer,
    ],
    ["start -> ask", "ask -> note", "note -> keep", "keep -> end"],
  );
const refused = () =>
  graphOf(
    [{ id: "start", type: "input", config: { schema: { type: "object", properties: {} } } }, ask("/refuse"), answer],
    ["start -> ask", "ask -> end"],
  );
const chat = () => ({
  ...graphOf([{ id: "message", type: "chat", config: {} }, ask(), answer], ["message -> ask", "ask -> end"]),
  name: "Parrot",
});

const isOver = (log: readonly { readonly type: string }[]) =>
  log.some(({ type }) => type === "run.succeeded" || type === "run.failed");

/** What the outside is answered, as it goes over the wire. */
async function outside(path: string, body?: object): Promise<string> {
  const response = await fetch(`${base}${path}`, {
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  return response.text();
}

/** What a watcher of a run is sent, from its first event to its last. */
async function watched(runId: string): Promise<string> {
  const stop = new AbortController();
  const sent: string[] = [];
  const topics = [{ kind: "run", id: runId, after: 0 }] as const;
  for await (const item of watchTopics({ ctx: publisher.ctx, topics, signal: stop.signal })) {
    sent.push(JSON.stringify(item));
    if (/"run\.(succeeded|failed)"/.test(sent.at(-1) ?? "")) break;
  }
  stop.abort();
  return sent.join("\n");
}

function expectHidden(told: string): void {
  const base64 = Buffer.from(canary).toString("base64").slice(0, -4);
  for (const form of [canary, JSON.stringify(canary).slice(1, -1), encodeURIComponent(canary), base64]) {
    expect(told.includes(form)).toBe(false);
  }
}

test("a run's streams, values, files and memories hide it, and so does the REST interface", async () => {
  const { ctx } = publisher;
  for (const drawn of [keeping(), refused()]) {
    const { id } = await publisher.publish(drawn);
    const { runId }: { runId: string } = JSON.parse(await outside(`/api/v1/workflows/${id}/runs`, { input: {} }));
    const stream = await watched(runId);
    await publisher.until(runId, isOver);
    const events = await outside(`/api/v1/runs/${runId}/events`);
    const values = [...events.matchAll(/"id":\s*"([0-9a-f-]{36})"/g)].map(([, valueId]) => valueId);
    const told = await Promise.all([
      ...[`/api/v1/runs/${runId}`, "/api/v1/runs", `/api/v1/workflows/${id}`, "/api/v1/audit", "/metrics"].map((path) =>
        outside(path),
      ),
      ...values.map((valueId) => outside(`/api/v1/runs/${runId}/values/${valueId}`)),
    ]);
    expect(heard.at(-1)).toBe(`Bearer ${canary}`);
    const all = [stream, events, ...told, JSON.stringify(said), JSON.stringify(await listAudit({ ctx, input: {} }))];
    expectHidden(all.join("\n"));
    expect(all.join("\n")).toContain("[hidden]");
  }
  const files = await listFiles({ ctx, input: {} });
  expectHidden(JSON.stringify(files));
  const { pieces } = await openFile({ ctx, input: { name: "told.txt" } });
  const read: Uint8Array[] = [];
  for await (const piece of pieces) read.push(piece);
  const written = Buffer.concat(read).toString();
  expect(written).toContain("[hidden]");
  expectHidden(written);
  const { rows } = await publisher.store.pool.query<{ text: string }>("SELECT text FROM memory_record");
  expect(rows.map(({ text }) => text)).toEqual([expect.stringContaining("[hidden]")]);
  expectHidden(JSON.stringify(rows));
});

test("a tool at /mcp and a chat at /v1 hide it, also while the answer comes", async () => {
  const { ctx } = publisher;
  const { id } = await publisher.publish(keeping());
  await offerWorkflow({ ctx, input: { workflowId: id, name: "keeping" } });
  const client = new Client({ name: "test", version: "1" });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${base}/mcp`), { requestInit }));
  const tool = JSON.stringify(await client.callTool({ name: "keeping", arguments: {} }));
  await client.close();
  expect(tool).toContain("[hidden]");
  expectHidden(tool);

  await publisher.publish(chat());
  const messages = [{ role: "user", content: "Say it." }];
  for (const stream of [false, true]) {
    const told = await outside("/v1/chat/completions", { model: "parrot", user: "ada", messages, stream });
    expect(told).toContain("[hidden]");
    expectHidden(told);
  }
});
