import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import { addProvider, createCredential, listProviders, parseInstanceKey, setPrice } from "@orrery/services";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningExecutor, startExecutor } from "./start-executor.ts";
import { graphOf } from "./testing/graph-runs.ts";
import { openPublisher, type Publisher } from "./testing/open-publisher.ts";
import { collectNews } from "./testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let publisher: Publisher;
let server: Server;
let host: string;
const keys: (string | undefined)[] = [];
const { said, news } = collectNews();
const ORRERY_KEY = randomBytes(32).toString("base64url");

beforeAll(async () => {
  server = createServer((request, response) => {
    keys.push(request.headers.authorization);
    const chunk = (delta: object, finish: string | null) =>
      `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m-1", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    const usage = { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 };
    const last = { id: "c", object: "chat.completion.chunk", created: 1, model: "m-1", choices: [], usage };
    const word = `You said ${request.headers.authorization}`;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(
      `${chunk({ role: "assistant", content: word }, null)}${chunk({}, "stop")}data: ${JSON.stringify(last)}\n\ndata: [DONE]\n\n`,
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  database = await testDatabase();
  executor = startExecutor({ databaseUrl: database.url, env: { ORRERY_KEY, ORRERY_ALLOW_PRIVATE_HOSTS: host }, news });
  publisher = openPublisher(database.url, parseInstanceKey(ORRERY_KEY, "the test"));
  await executor.ready;
});
afterAll(async () => {
  await executor.stop();
  await publisher.close();
  await database.drop();
  server.closeAllConnections();
  server.close();
  expect(said).toEqual([]);
});

test("a prompt is answered by the workspace's own endpoint, with its key, and the call is written down", async () => {
  const { ctx } = publisher;
  await createCredential({ ctx, input: { handle: "llm", kind: "model", hosts: [host], value: "sk-canary-of-models" } });
  await addProvider({
    ctx,
    input: {
      handle: "here",
      kind: "openai-compatible",
      baseUrl: `http://${host}/v1`,
      credential: "llm",
      models: ["m-1"],
    },
  });
  await setPrice({ ctx, input: { model: "here/m-1", price: { input: 1, output: 10 } } });
  const graph = graphOf(
    [
      { id: "start", type: "input", config: { schema: { type: "object", properties: {} } } },
      { id: "ask", type: "prompt", config: { model: "here/m-1", prompt: "Hello?" } },
      { id: "end", type: "output", config: { value: "{{ ask }}" } },
    ],
    ["start -> ask", "ask -> end"],
  );
  const runId = await publisher.start(graph, {});
  const log = await publisher.until(runId, (events) =>
    events.some(({ type }) => /^run\.(succeeded|failed)$/.test(type)),
  );
  const ended = log.find((event) => event.type === "run.succeeded");
  const output =
    ended?.type === "run.succeeded" && ended.output ? await publisher.store.values.read(runId, ended.output.id) : null;
  expect(output).toEqual({
    text: "You said Bearer [hidden]",
    model: "m-1",
    usage: { inputTokens: 20, outputTokens: 5, usd: 0.00007 },
  });
  expect(keys).toEqual(["Bearer sk-canary-of-models"]);
  // The call is written beside the run, not before it ends.
  await expect
    .poll(async () => (await listProviders({ ctx }))[0]?.models[0], { timeout: 60_000 })
    .toEqual({
      id: "here/m-1",
      price: { input: 1, output: 10, asOf: expect.any(String), isBuiltIn: false },
      calls: 1,
      failed: 0,
      tokens: 25,
      usd: expect.closeTo(0.00007),
      latencyMs: expect.any(Number),
    });
});
