import type { ServerResponse } from "node:http";
import { createEgress } from "@orrery/egress";
import { type ModelRequest, type StepError, StepFailure } from "@orrery/node-kit";
import { afterEach, expect, test } from "vitest";
import { createModels } from "./models.ts";
import { startTestEndpoint, streamedAnswer } from "./testing/test-endpoint.ts";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function setUp(answer: Parameters<typeof startTestEndpoint>[0], idleTimeoutMs = 30_000) {
  const endpoint = await startTestEndpoint(answer);
  const egress = createEgress({ idleTimeoutMs });
  cleanups.push(egress.close, endpoint.close);
  const models = createModels({
    env: {
      ORRERY_MODEL_BASE_URL: `${endpoint.baseUrl}/`,
      ORRERY_MODEL_API_KEY: "sk-test",
      ORRERY_MODEL_NAME: "gpt-4o-mini, bigger",
      ORRERY_MODEL_PRICES: "0.15/0.6",
    },
    egress,
    now: () => 0,
  });
  return { models, endpoint };
}

const ask = (more: Partial<ModelRequest> = {}): ModelRequest => ({
  model: "default",
  prompt: "Say hello.",
  signal: AbortSignal.timeout(5_000),
  ...more,
});

const stream = (response: ServerResponse, text: string) =>
  response.writeHead(200, { "content-type": "text/event-stream" }).end(text);

async function errorOf(promise: Promise<unknown>): Promise<StepError> {
  try {
    await promise;
  } catch (cause) {
    if (cause instanceof StepFailure) return cause.error;
    throw cause;
  }
  throw new Error("The call succeeded.");
}

const schema = {
  type: "object",
  properties: { level: { type: "string", enum: ["urgent", "normal"] } },
  required: ["level"],
  additionalProperties: false,
};

test("an endpoint is asked with the key and streams its text, usage and cost", async () => {
  const { models, endpoint } = await setUp((response) => stream(response, streamedAnswer(["Hel", "lo"])));
  const pieces: string[] = [];
  const answer = await models.generate(
    ask({ system: "Be brief.", temperature: 0.5, maxTokens: 40, onText: (piece) => pieces.push(piece) }),
  );
  expect({ answer, pieces }).toEqual({
    answer: {
      text: "Hello",
      usage: { inputTokens: 21, outputTokens: 7, usd: (21 * 0.15 + 7 * 0.6) / 1_000_000 },
      model: "gpt-4o-mini-2024-07-18",
    },
    pieces: ["Hel", "lo"],
  });
  expect(endpoint.calls).toMatchObject([
    {
      path: "/v1/chat/completions",
      authorization: "Bearer sk-test",
      body: { model: "gpt-4o-mini", temperature: 0.5, max_tokens: 40, stream: true },
    },
  ]);
  expect(endpoint.calls[0]?.body.messages.map(({ role }) => role)).toEqual(["system", "user"]);
});

test("an object is asked for by its schema, read, also from between fences, and checked", async () => {
  const answers = ['{"level":"urgent"}', '```json\n{"level":"normal"}\n```', '{"level":"terrible"}', "I think urgent."];
  const { models, endpoint } = await setUp((response) => stream(response, streamedAnswer([answers.shift() ?? ""])));
  expect((await models.generate(ask({ outputSchema: schema }))).object).toEqual({ level: "urgent" });
  expect((await models.generate(ask({ outputSchema: schema }))).object).toEqual({ level: "normal" });
  expect(await errorOf(models.generate(ask({ outputSchema: schema })))).toMatchObject({
    code: "MODEL_OUTPUT_INVALID",
    class: "permanent",
    details: { problems: [{ path: "level" }] },
  });
  expect(await errorOf(models.generate(ask({ outputSchema: schema })))).toMatchObject({
    code: "MODEL_OUTPUT_INVALID",
    message: "The model did not answer with JSON. It begins: I think urgent.",
  });
  expect(endpoint.calls[0]?.body.response_format).toMatchObject({ type: "json_schema", json_schema: { schema } });
});

test.each([
  [429, { "retry-after": "3" }, { code: "MODEL_BUSY", class: "transient", retryAfterMs: 3_000 }],
  [
    503,
    { "retry-after": "Thu, 01 Jan 1970 00:00:05 GMT" },
    { code: "MODEL_FAILED", class: "transient", retryAfterMs: 5_000 },
  ],
  [500, {}, { code: "MODEL_FAILED", class: "transient" }],
  [401, {}, { code: "MODEL_REFUSED", class: "permanent" }],
  [400, {}, { code: "MODEL_REFUSED", class: "permanent" }],
])("status %d is mapped", async (status, headers, expected) => {
  const { models, endpoint } = await setUp((response) =>
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify({ error: { message: 'It is "so".', type: "x" } })),
  );
  const error = await errorOf(models.generate(ask()));
  expect(error).toMatchObject({ ...expected, details: { status } });
  expect(error.message).toContain('It says: It is "so".');
  expect(error.message).not.toContain("sk-test");
  expect(endpoint.calls.length).toBe(1);
});

test("silence and a hang in the middle are timeouts, a stopped call ends", async () => {
  const { models } = await setUp((response, { body }) => {
    if (body.model === "bigger")
      response.writeHead(200, { "content-type": "text/event-stream" }).write(": hold on\n\n");
  }, 400);
  expect(await errorOf(models.generate(ask()))).toMatchObject({ code: "MODEL_TIMEOUT", class: "transient" });
  expect(await errorOf(models.generate(ask({ model: "bigger" })))).toMatchObject({ code: "MODEL_TIMEOUT" });
  expect(await errorOf(models.generate(ask({ signal: AbortSignal.timeout(100) })))).toMatchObject({
    code: "MODEL_TIMEOUT",
  });
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 50);
  expect(await errorOf(models.generate(ask({ signal: stop.signal })))).toMatchObject({ code: "MODEL_ABORTED" });
});

test.each([
  ["a page", (response: ServerResponse) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Welcome")],
  ["broken events", (response: ServerResponse) => stream(response, "data: {not json\n\n")],
  ["an empty stream", (response: ServerResponse) => stream(response, "data: [DONE]\n\n")],
  [
    "an error in the stream",
    (response: ServerResponse) => stream(response, 'data: {"error":{"message":"overloaded"}}\n\n'),
  ],
  ["a broken connection", (response: ServerResponse) => response.socket?.destroy()],
])("%s is a transient failure, never a crash", async (_what, answer) => {
  const { models } = await setUp((response) => void answer(response));
  const error = await errorOf(models.generate(ask()));
  expect([error.class, /^(?:MODEL|EGRESS)_FAILED$/.test(error.code)]).toEqual(["transient", true]);
});

test("a flood is cut off at a limit", async () => {
  const { models } = await setUp((response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const piece = `: ${"x".repeat(1_000_000)}\n\n`;
    const flow = () => {
      while (!response.destroyed) if (!response.write(piece)) return;
    };
    response.on("drain", flow);
    flow();
  });
  expect(await errorOf(models.generate(ask({ signal: AbortSignal.timeout(120_000) })))).toMatchObject({
    code: "EGRESS_TOO_LARGE",
    class: "limit",
  });
}, 150_000);

test("models are listed and an unknown one is named", async () => {
  const { models, endpoint } = await setUp((response) => stream(response, streamedAnswer(["x"])));
  expect(await models.list()).toEqual([
    { id: "default", label: "gpt-4o-mini", offline: false, hasPrice: true },
    { id: "bigger", label: "bigger", offline: false, hasPrice: false },
    { id: "offline", label: "offline, no LLM", offline: true, hasPrice: true },
  ]);
  expect(await errorOf(models.generate(ask({ model: "nothing" })))).toMatchObject({
    code: "MODEL_UNKNOWN",
    message: 'The model "nothing" is not set up here. There is: default, gpt-4o-mini, bigger, offline.',
  });
  expect((await models.generate(ask({ model: "offline" }))).model).toBe("offline");
  expect(endpoint.calls).toEqual([]);
});

test("without an endpoint the default is the offline model, and says so", async () => {
  const models = createModels({ env: {}, egress: createEgress() });
  expect(await models.list()).toEqual([{ id: "default", label: "offline, no LLM", offline: true, hasPrice: true }]);
  expect(await models.generate(ask({ prompt: "Summarise: The cat sat." }))).toMatchObject({
    model: "offline",
    usage: { usd: 0 },
  });
});

test("a wrong environment is told in words", () => {
  const make = (env: Record<string, string>) => () => createModels({ env, egress: createEgress() });
  expect(make({ ORRERY_MODEL_BASE_URL: "localhost" })).toThrow("ORRERY_MODEL_BASE_URL is not a web address");
  expect(make({ ORRERY_MODEL_BASE_URL: "http://127.0.0.1:1/v1" })).toThrow("ORRERY_MODEL_NAME is not");
  const endpoint = { ORRERY_MODEL_BASE_URL: "http://127.0.0.1:1/v1", ORRERY_MODEL_NAME: "a, b" };
  expect(make({ ...endpoint, ORRERY_MODEL_PRICES: "1/2, cheap" })).toThrow('ORRERY_MODEL_PRICES has "cheap" for b');
});
