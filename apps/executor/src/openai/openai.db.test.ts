import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestDatabase, testDatabase } from "@orrery/db/testing";
import type { Graph } from "@orrery/graph";
import { createApiKey } from "@orrery/services";
import OpenAI from "openai";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startHttpServer } from "../http-server.ts";
import { type RunningExecutor, startExecutor } from "../start-executor.ts";
import { graphOf } from "../testing/graph-runs.ts";
import { openPublisher, type Publisher } from "../testing/open-publisher.ts";
import { collectNews } from "../testing/quiet-news.ts";

let database: TestDatabase;
let executor: RunningExecutor;
let server: Server;
let model: Server;
let publisher: Publisher;
let base: string;
let key: string;
let client: OpenAI;
/** Answers of the model that wait for the test to give their pieces. */
const asked: ServerResponse[] = [];
const { said, news } = collectNews();

const piece = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m-1", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const last = `data: ${JSON.stringify({
  ...{ id: "c", object: "chat.completion.chunk", created: 1, model: "m-1", choices: [] },
  usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
})}\n\ndata: [DONE]\n\n`;
const finish = (response: ServerResponse) => response.end(piece({}, "stop") + last);

beforeAll(async () => {
  model = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.flushHeaders();
    asked.push(response);
  });
  await new Promise<void>((ready) => model.listen(0, "127.0.0.1", ready));
  const ORRERY_MODEL_BASE_URL = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
  database = await testDatabase();
  const env = { ORRERY_MODEL_BASE_URL, ORRERY_MODEL_NAME: "m-1" };
  executor = startExecutor({ databaseUrl: database.url, env, news });
  await executor.ready;
  server = await startHttpServer(executor, 0);
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  publisher = openPublisher(database.url);
  ({ key } = await createApiKey({ ctx: publisher.ctx, input: { name: "Front end" } }));
  client = new OpenAI({ baseURL: base, apiKey: key, maxRetries: 0 });
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await executor.stop();
  await publisher.close();
  await database.drop();
  model.close();
  model.closeAllConnections();
  expect(said).toEqual([]);
});

const message = { id: "message", type: "chat", config: {} };

function chat(name: string, nodes: Parameters<typeof graphOf>[0], wires: readonly string[]): Graph {
  return { ...graphOf([message, ...nodes], wires), name };
}

const echo = (name: string) =>
  chat(
    name,
    [
      {
        id: "end",
        type: "output",
        config: {
          value: "You said {{ message.text }} after {{ size(message.messages) }} in {{ message.conversation }}",
        },
      },
    ],
    ["message -> end"],
  );
const thinking = (name: string) =>
  chat(
    name,
    [
      { id: "think", type: "prompt", config: { model: "default", prompt: "{{ message.text }}" } },
      { id: "end", type: "output", config: { value: "{{ think.text }}" } },
    ],
    ["message -> think", "think -> end"],
  );

test("published chats are the models, by names that tell them apart", async () => {
  await publisher.publish(echo("Support, Zürich"));
  const { id: first } = await publisher.publish(echo("Twice"));
  const { id: second } = await publisher.publish(echo("Twice"));
  await publisher.publish(graphOf([{ id: "end", type: "output", config: { value: 1 } }], []));
  const models = (await client.models.list()).data.map(({ id }) => id);
  const twice = [first, second].map((id) => `twice-${id.slice(-12)}`);
  expect(models).toEqual(["support-zurich", ...twice]);
  expect(await client.models.retrieve("support-zurich")).toEqual({
    id: "support-zurich",
    object: "model",
    owned_by: "orrery",
    created: expect.any(Number),
  });
  await expect(client.models.retrieve("none")).rejects.toMatchObject({ status: 404, code: "model_not_found" });
});

test("a message is answered by a run, with what was said before", async () => {
  const { id } = await publisher.publish(echo("Echo"));
  const answer = await client.chat.completions.create({
    model: "echo",
    user: "ada",
    temperature: 0.2,
    messages: [
      { role: "system", content: "Be short." },
      { role: "user", content: "Hi" },
      { role: "assistant", content: "Hello." },
      { role: "user", content: [{ type: "text", text: "whales" }] },
    ],
  });
  const [run] = await publisher.runsOf(id);
  expect(answer).toEqual({
    id: `chatcmpl-${run?.id}`,
    object: "chat.completion",
    created: expect.any(Number),
    model: "echo",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "You said whales after 3 in ada", refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
  });
  const byId = await client.chat.completions.create({ model: id, messages: [{ role: "user", content: "again" }] });
  expect(byId.choices[0]?.message.content).toMatch(/^You said again after 0 in [0-9a-f-]{36}$/);
});

test("an answer comes as the model gives it, with what it took", async () => {
  await publisher.publish(thinking("Thinker"));
  const stream = await client.chat.completions.create({
    model: "thinker",
    stream: true,
    stream_options: { include_usage: true },
    messages: [{ role: "user", content: "Why?" }],
  });
  const chunks = stream[Symbol.asyncIterator]();
  const next = async () => (await chunks.next()).value?.choices[0];
  expect((await next())?.delta).toEqual({ role: "assistant", content: "" });
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.write(piece({ role: "assistant", content: "Because of " }));
  // The model has not gone on yet: what is here has come by itself.
  let shown = (await next())?.delta.content ?? "";
  while (shown.length < "Because of ".length) shown += (await next())?.delta.content ?? "";
  expect(shown).toBe("Because of ");
  asked[0]?.write(piece({ content: "the moon." }));
  if (asked[0]) finish(asked[0]);
  let usage: unknown;
  let end: unknown;
  for (let chunk = await chunks.next(); chunk.done !== true; chunk = await chunks.next()) {
    shown += chunk.value.choices[0]?.delta.content ?? "";
    end = chunk.value.choices[0]?.finish_reason ?? end;
    usage = chunk.value.usage ?? usage;
  }
  expect({ shown, end, usage }).toEqual({
    shown: "Because of the moon.",
    end: "stop",
    usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 },
  });
});

test("an answer that no single step gives comes whole at the end of its stream", async () => {
  await publisher.publish(echo("Whole"));
  const stream = await client.chat.completions.create({
    model: "whole",
    stream: true,
    messages: [{ role: "user", content: "hi" }],
  });
  let shown = "";
  for await (const chunk of stream) shown += chunk.choices[0]?.delta.content ?? "";
  expect(shown).toMatch(/^You said hi after 0 in /);
});

test.each([true, false])("a caller who leaves stops the run (streaming: %s)", async (isStream) => {
  const before = asked.length;
  const { id } = await publisher.publish(thinking(`Left ${isStream}`));
  const stop = new AbortController();
  const body = { model: `left-${isStream}`, messages: [{ role: "user" as const, content: "Why?" }] };
  const call = isStream
    ? client.chat.completions.create({ ...body, stream: true }, { signal: stop.signal })
    : client.chat.completions.create(body, { signal: stop.signal });
  call.catch(() => undefined);
  await expect.poll(() => asked.length).toBe(before + 1);
  stop.abort();
  await expect.poll(async () => (await publisher.runsOf(id))[0]?.status).toBe("cancelled");
});

test("a run that waits for a person, or fails, says so", async () => {
  const ask = { id: "ask", type: "approval", config: { title: "May I?" } };
  const end = { id: "end", type: "output", config: { value: "yes" } };
  const { id } = await publisher.publish(chat("Asks", [ask, end], ["message -> ask", "ask.approved -> end"]));
  const messages = [{ role: "user" as const, content: "hi" }];
  const answer = await client.chat.completions.create({ model: "asks", messages });
  const [run] = await publisher.runsOf(id);
  expect(answer.choices[0]?.message.content).toBe(`The answer waits for a person, in Orrery (run ${run?.id}).`);
  expect(run?.status).toBe("waiting");

  const broken = { id: "end", type: "output", config: { value: "{{ parseJson(message.text) }}" } };
  await publisher.publish(chat("Fails", [broken], ["message -> end"]));
  const failing = client.chat.completions.create({ model: "fails", messages });
  await expect(failing).rejects.toMatchObject({ status: 500, code: "run_failed" });
  const stream = await client.chat.completions.create({ model: "fails", messages, stream: true });
  await expect(
    (async () => {
      for await (const _ of stream);
    })(),
  ).rejects.toThrow(/failed with/);
});

test("what is not done here is refused in the protocol's words", async () => {
  const messages = [{ role: "user" as const, content: "hi" }];
  const create = (body: object) =>
    client.chat.completions.create({ model: "echo", messages, ...body } as Parameters<
      typeof client.chat.completions.create
    >[0]);
  const refused = (param: string) => ({ status: 400, type: "invalid_request_error", param });
  await expect(create({ model: "nobody" })).rejects.toMatchObject({ status: 404, code: "model_not_found" });
  await expect(create({ n: 2 })).rejects.toMatchObject(refused("n"));
  await expect(create({ tools: [] })).rejects.toMatchObject(refused("tools"));
  await expect(create({ response_format: { type: "json_object" } })).rejects.toMatchObject(refused("response_format"));
  await expect(create({ messages: [] })).rejects.toMatchObject(refused("messages"));
  await expect(create({ messages: [{ role: "assistant", content: "x" }] })).rejects.toMatchObject(refused("messages"));
  const image = [{ role: "user", content: [{ type: "image_url", image_url: { url: "https://x" } }] }];
  await expect(create({ messages: image })).rejects.toMatchObject(refused("messages.0.content"));
  const stranger = new OpenAI({ baseURL: base, apiKey: `orrery_${"A".repeat(43)}`, maxRetries: 0 });
  await expect(stranger.models.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
  const reading = await createApiKey({ ctx: publisher.ctx, input: { name: "Read", scopes: ["read"] } });
  const reader = new OpenAI({ baseURL: base, apiKey: reading.key, maxRetries: 0 });
  await expect(reader.models.list()).rejects.toMatchObject({ status: 403 });
  const headers = { authorization: `Bearer ${key}`, "content-type": "text/plain" };
  const raw = (path: string, init: RequestInit) => fetch(`${base}${path}`, init).then(({ status }) => status);
  expect(await raw("/chat/completions", { method: "POST", headers, body: "{}" })).toBe(415);
  expect(await raw("/chat/completions", { headers })).toBe(405);
  expect(await raw("/embeddings", { headers })).toBe(404);
  expect(await raw("/models", { headers: { ...headers, origin: "http://evil.example" } })).toBe(403);
});
