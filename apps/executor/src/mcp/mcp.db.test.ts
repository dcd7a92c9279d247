import type { Server as HttpServer } from "node:http";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { Graph } from "@orrery/graph";
import { createApiKey, offerWorkflow, revokeApiKey } from "@orrery/services";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startHttpServer } from "../http-server.ts";
import { type RunningExecutor, startExecutor } from "../start-executor.ts";
import { graphOf } from "../testing/graph-runs.ts";
import { openPublisher, type Publisher } from "../testing/open-publisher.ts";
import { collectNews } from "../testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let server: HttpServer;
let publisher: Publisher;
let base: string;
let key: string;
const clients: Client[] = [];
const { said, news } = collectNews();

beforeAll(async () => {
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: {}, news });
  await executor.ready;
  server = await startHttpServer(executor, 0);
  const bound = server.address();
  base = `http://127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  publisher = openPublisher(database.url);
  ({ key } = await createApiKey({ ctx: publisher.ctx, input: { name: "Assistant" } }));
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await executor.stop();
  await publisher.close();
  await database.drop();
  expect(said).toEqual([]);
});

const needsN = {
  id: "start",
  type: "input",
  config: { schema: { type: "object", properties: { n: { type: "number" } }, required: ["n"] } },
};
const adding: Graph = {
  ...graphOf([needsN, { id: "end", type: "output", config: { value: "{{ start.n + 1 }}" } }], ["start -> end"]),
  name: "Add one",
  description: "Adds one to a number.",
};
const describing = graphOf(
  [needsN, { id: "end", type: "output", config: { value: { n: "{{ start.n }}", isBig: "{{ start.n > 10 }}" } } }],
  ["start -> end"],
);
const waiting = graphOf(
  [
    needsN,
    { id: "first", type: "transform", config: { value: "{{ start.n }}" } },
    { id: "rest", type: "wait", config: { ms: 3_600_000 } },
    { id: "end", type: "output", config: { value: "{{ first }}" } },
  ],
  ["start -> first", "first -> rest", "rest -> end"],
);
const asking = graphOf(
  [
    needsN,
    { id: "ask", type: "approval", config: { title: "May I?" } },
    { id: "end", type: "output", config: { value: "yes" } },
  ],
  ["start -> ask", "ask.approved -> end"],
);

async function offer(graph: Graph, name: string): Promise<string> {
  const { id } = await publisher.publish(graph);
  await offerWorkflow({ ctx: publisher.ctx, input: { workflowId: id, name } });
  return id;
}

async function connect(mode: "legacy" | "auto", by = key): Promise<Client> {
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  const requestInit = { headers: { authorization: `Bearer ${by}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${base}/mcp`), { requestInit }));
  clients.push(client);
  return client;
}

const oneText = (text: unknown) => [{ type: "text", text }];

test.each(["legacy", "auto"] as const)("a client (%s) sees what is offered and calls it", async (mode) => {
  const name = `add_${mode}`;
  const id = await offer(adding, name);
  await publisher.publish(describing);
  const client = await connect(mode);
  const { tools } = await client.listTools();
  expect(tools.find((tool) => tool.name === name)).toEqual({
    name,
    title: "Add one",
    description: "Adds one to a number.",
    inputSchema: { type: "object", properties: { n: { type: "number" } }, required: ["n"] },
  });
  expect(await client.callTool({ name, arguments: { n: 41 } })).toMatchObject({ content: oneText("42") });
  expect(await publisher.runsOf(id)).toEqual([{ id: expect.any(String), status: "succeeded" }]);
  expect(await client.callTool({ name, arguments: { n: "x" } })).toMatchObject({
    isError: true,
    content: oneText(expect.stringContaining("The input does not fit")),
  });
  await expect(client.callTool({ name: "nothing", arguments: {} })).rejects.toThrow("There is no tool nothing.");
});

test("an output that is an object is also given as one", async () => {
  await offer(describing, "describe");
  const client = await connect("auto");
  expect(await client.callTool({ name: "describe", arguments: { n: 11 } })).toMatchObject({
    content: oneText('{"n":11,"isBig":true}'),
    structuredContent: { n: 11, isBig: true },
  });
});

test.each(["legacy", "auto"] as const)(
  "a long call (%s) tells how far it is, and is stopped by a cancel",
  async (mode) => {
    const name = `endless_${mode}`;
    const id = await offer(waiting, name);
    const client = await connect(mode);
    const stop = new AbortController();
    const told: unknown[] = [];
    const onprogress = (progress: unknown) => told.push(progress);
    const call = client.callTool({ name, arguments: { n: 1 } }, { signal: stop.signal, timeout: 600_000, onprogress });
    await expect
      .poll(() => told[0])
      .toEqual({
        progress: expect.any(Number),
        message: expect.stringMatching(/^\d steps? done$/),
      });
    stop.abort();
    await expect(call).rejects.toThrow();
    await expect.poll(async () => (await publisher.runsOf(id))[0]?.status).toBe("cancelled");
  },
);

test("a run that waits for a person says so, and goes on waiting", async () => {
  const id = await offer(asking, "ask_first");
  const client = await connect("auto");
  const answer = await client.callTool({ name: "ask_first", arguments: { n: 1 } });
  const [run] = await publisher.runsOf(id);
  expect(answer).toMatchObject({
    content: oneText(`The run waits for a person to answer, in Orrery. Its id is ${run?.id}.`),
    structuredContent: { runId: run?.id, status: "waiting" },
  });
  expect(run?.status).toBe("waiting");
});

test("what is not offered any more is not there", async () => {
  const workflowId = await offer(adding, "gone");
  const client = await connect("auto");
  await offerWorkflow({ ctx: publisher.ctx, input: { workflowId, name: null } });
  await expect(client.callTool({ name: "gone", arguments: { n: 1 } })).rejects.toThrow("There is no tool gone.");
  await expect(offer(adding, "bad name")).rejects.toMatchObject({ reason: "TOOL_NAME" });
  await offer(adding, "taken");
  await expect(offer(adding, "taken")).rejects.toMatchObject({ reason: "TOOL_NAME_TAKEN" });
});

async function post(body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${base}/mcp`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      authorization: `Bearer ${key}`,
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text(), session: answer.headers.get("mcp-session-id") };
}

const initialize = {
  ...{ jsonrpc: "2.0", id: 1, method: "initialize" },
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
const list = { jsonrpc: "2.0", id: 2, method: "tools/list", params: {} };

test("without a good key, from a page, or by another type there is nothing to be had", async () => {
  expect((await post(initialize, { authorization: "" })).status).toBe(401);
  expect((await post(initialize, { authorization: `Bearer orrery_${"A".repeat(43)}` })).status).toBe(401);
  expect((await post(initialize, { origin: "http://evil.example" })).status).toBe(403);
  expect((await post(initialize, { origin: "null" })).status).toBe(403);
  expect((await post("a=1", { "content-type": "application/x-www-form-urlencoded" })).status).toBe(415);
  expect((await post(initialize, { "content-type": "text/plain" })).status).toBe(415);
  expect((await post("{")).status).toBe(400);
  expect((await post(JSON.stringify({ ...initialize, big: "x".repeat(1_100_000) }))).status).toBe(413);
  expect((await fetch(`${base}/mcp`, { headers: { authorization: `Bearer ${key}` } })).status).toBe(405);
  const reading = await createApiKey({ ctx: publisher.ctx, input: { name: "Read", scopes: ["read"] } });
  expect((await post(initialize, { authorization: `Bearer ${reading.key}` })).status).toBe(403);
});

test("a session belongs to its key, ends when it is ended, and a revoked key has none", async () => {
  const { session } = await post(initialize);
  const inSession = { "mcp-session-id": session ?? "" };
  expect((await post(list, inSession)).status).toBe(200);
  const other = await createApiKey({ ctx: publisher.ctx, input: { name: "Other" } });
  expect((await post(list, { ...inSession, authorization: `Bearer ${other.key}` })).status).toBe(404);
  expect((await post(list, { "mcp-session-id": "made-up" })).status).toBe(404);
  expect((await post(list)).status).toBe(400);
  await revokeApiKey({ ctx: publisher.ctx, input: { id: other.id } });
  expect((await post(list, { ...inSession, authorization: `Bearer ${other.key}` })).status).toBe(401);
  const headers = { authorization: `Bearer ${key}`, ...inSession };
  expect((await fetch(`${base}/mcp`, { method: "DELETE", headers })).status).toBe(200);
  expect((await post(list, inSession)).status).toBe(404);
});

test("one key has so many sessions at most", async () => {
  const { key: own } = await createApiKey({ ctx: publisher.ctx, input: { name: "Greedy" } });
  const authorization = `Bearer ${own}`;
  const statuses: number[] = [];
  for (let at = 0; at < 101; at += 1) statuses.push((await post(initialize, { authorization })).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(100);
  expect(statuses.at(-1)).toBe(429);
});
