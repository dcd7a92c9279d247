import type { ServerResponse } from "node:http";
import { createEgress } from "@orrery/egress";
import { type ModelRequest, type StepError, StepFailure } from "@orrery/node-kit";
import type { ModelCallRecord, ModelFigures, ModelRoute } from "@orrery/ports";
import { afterEach, expect, test } from "vitest";
import { createModels } from "../models.ts";
import { startTestEndpoint, streamedAnswer } from "../testing/test-endpoint.ts";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** How each model of the one server answers. */
type Answers = Readonly<Record<string, (response: ServerResponse) => unknown>>;

const stream = (response: ServerResponse, text: string) =>
  response.writeHead(200, { "content-type": "text/event-stream" }).end(text);
const says = (text: string) => (response: ServerResponse) => stream(response, streamedAnswer([text]));
const fails =
  (status: number, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end('{"error":{"message":"No."}}');
/** Its first word, and then nothing until the call is given up. */
const stalls = (response: ServerResponse) =>
  response
    .writeHead(200, { "content-type": "text/event-stream" })
    .write(streamedAnswer(["Hm, let me think"]).split("\n\n").slice(0, 2).join("\n\n").concat("\n\n"));

/** A workspace whose route `fast` asks the models in the order in which they are written here. */
async function setUp(
  answers: Answers,
  more: Partial<ModelRoute> = {},
  figures: readonly (ModelFigures & { readonly provider: string; readonly model: string })[] = [],
) {
  const endpoint = await startTestEndpoint((response, { body }) => void answers[body.model]?.(response));
  const { host } = new URL(endpoint.baseUrl);
  const egress = createEgress({ idleTimeoutMs: 120_000, allowPrivateHosts: [host] });
  cleanups.push(egress.close, endpoint.close);
  const records: ModelCallRecord[] = [];
  const befores: number[] = [];
  const names = Object.keys(answers);
  const route: ModelRoute = {
    name: "fast",
    mode: "ordered",
    members: names.map((name) => ({ model: `there/${name}`, weight: 1 })),
    ...{ fallbackOn: "any", timeoutMs: null, hedgeAfterMs: null, frozenAt: null },
    ...more,
  };
  const models = createModels({
    env: {},
    egress,
    now: () => 5_000,
    setup: {
      providers: async () => [
        { handle: "there", kind: "openai-compatible", baseUrl: endpoint.baseUrl, credential: null, models: names },
      ],
      prices: async () => new Map(names.map((name) => [`there/${name}`, { input: 1, output: 10 }])),
      routes: async () => [route],
      figures: async (_workspaceId, _models, before) => {
        befores.push(before);
        return figures;
      },
      record: (call) => records.push(call),
    },
  });
  const ask = (asked: Partial<ModelRequest> = {}) =>
    models.generate(
      { model: "fast", prompt: "Say hello.", signal: AbortSignal.timeout(120_000), ...asked },
      "default",
      { runId: "run-1", stepKey: "ask", startedAt: 1_000 },
    );
  const written = () =>
    records.map(({ model, route: by, errorCode }) => `${model} by ${by}: ${errorCode ?? "answered"}`);
  return { models, ask, endpoint, records, written, befores };
}

async function errorOf(promise: Promise<unknown>): Promise<StepError> {
  try {
    await promise;
  } catch (cause) {
    if (cause instanceof StepFailure) return cause.error;
    throw cause;
  }
  throw new Error("The call succeeded.");
}

test("a model that answers is asked alone", async () => {
  const { ask, endpoint, written } = await setUp({ one: says("Hello"), two: says("Hi") });
  expect(await ask()).toEqual({
    text: "Hello",
    usage: { inputTokens: 21, outputTokens: 7, usd: (21 + 70) / 1_000_000 },
    model: "gpt-4o-mini-2024-07-18 by fast",
  });
  expect(endpoint.calls.map(({ body }) => body.model)).toEqual(["one"]);
  expect(written()).toEqual(["one by fast: answered"]);
});

test("the next one is asked after an error, and each attempt is written down by its route", async () => {
  const { ask, written } = await setUp({ one: fails(500), two: fails(401), three: says("Hello") });
  expect((await ask()).model).toBe(
    "gpt-4o-mini-2024-07-18 by fast, instead of there/one (MODEL_FAILED), there/two (MODEL_REFUSED)",
  );
  expect(written()).toEqual(["one by fast: MODEL_FAILED", "two by fast: MODEL_REFUSED", "three by fast: answered"]);
});

test("an answer that does not fit its schema is one more reason to ask the next", async () => {
  const { ask } = await setUp({ one: says("I think urgent."), two: says('{"level":"urgent"}') });
  const outputSchema = { type: "object", properties: { level: { type: "string" } }, required: ["level"] };
  expect((await ask({ outputSchema })).object).toEqual({ level: "urgent" });
});

test("where only passing errors count, a refusal ends it", async () => {
  const { ask, written } = await setUp(
    { one: fails(429), two: fails(401), three: says("no") },
    { fallbackOn: "transient" },
  );
  expect(await errorOf(ask())).toEqual({
    code: "MODEL_ROUTE_FAILED",
    message: expect.stringMatching(
      /^None of the models of “fast” answered\. there\/one: .* there\/two: .* refuses the key/,
    ),
    class: "transient",
    details: {
      tried: [
        { model: "there/one", code: "MODEL_BUSY" },
        { model: "there/two", code: "MODEL_REFUSED" },
      ],
    },
  });
  expect(written()).toEqual(["one by fast: MODEL_BUSY", "two by fast: MODEL_REFUSED"]);
});

test("where all fail it is worth another try as soon as for the first that may pass", async () => {
  const { ask } = await setUp({
    one: fails(429, { "retry-after": "9" }),
    two: fails(503, { "retry-after": "4" }),
    three: fails(400),
  });
  expect(await errorOf(ask())).toMatchObject({ code: "MODEL_ROUTE_FAILED", class: "transient", retryAfterMs: 4_000 });
});

test("a model that is not there any more is passed over", async () => {
  const { ask } = await setUp(
    { one: says("Hello") },
    {
      members: [
        { model: "gone/m", weight: 1 },
        { model: "there/one", weight: 1 },
      ],
    },
  );
  expect((await ask()).model).toBe("gpt-4o-mini-2024-07-18 by fast, instead of gone/m (MODEL_UNKNOWN)");
});

test("a model that takes longer than the route allows is given up", async () => {
  const { ask, written } = await setUp({ one: stalls, two: says("Hello") }, { timeoutMs: 500 });
  // On a busy machine the second may take as long.
  await expect
    .poll(
      () =>
        ask().then(
          ({ text }) => text,
          () => "",
        ),
      { timeout: 100_000 },
    )
    .toBe("Hello");
  expect(written().slice(-2)).toEqual(["one by fast: MODEL_TIMEOUT", "two by fast: answered"]);
}, 120_000);

test("a slow model is overtaken: both calls are written down, and both are paid for", async () => {
  const heard = Promise.withResolvers<void>();
  const two = (response: ServerResponse) => heard.promise.then(() => says("Hello")(response));
  const { ask, records } = await setUp({ one: stalls, two }, { hedgeAfterMs: 300 });
  const answer = await ask({ onText: () => heard.resolve() });
  const base = { workspaceId: "default", provider: "there", route: "fast", latencyMs: 0, at: 5_000 };
  expect(records.toSorted((one, other) => one.model.localeCompare(other.model))).toEqual([
    // Nobody says what it took: 10 bytes were asked and 16 said, four a token.
    {
      ...{ ...base, model: "one", errorCode: "MODEL_OVERTAKEN" },
      ...{ inputTokens: 3, outputTokens: 4, usd: (3 + 40) / 1_000_000 },
    },
    {
      ...{ ...base, model: "two", errorCode: null },
      ...{ inputTokens: 21, outputTokens: 7, usd: (21 + 70) / 1_000_000 },
    },
  ]);
  expect(answer).toEqual({
    text: "Hello",
    usage: { inputTokens: 24, outputTokens: 11, usd: expect.closeTo(134 / 1_000_000, 10) },
    model: "gpt-4o-mini-2024-07-18 by fast",
  });
});

test("live text is that of whoever spoke first", async () => {
  const heard = Promise.withResolvers<void>();
  const two = (response: ServerResponse) => heard.promise.then(() => says("Hello")(response));
  const { ask } = await setUp({ one: stalls, two }, { hedgeAfterMs: 300 });
  const pieces: string[] = [];
  const onText = (piece: string): void => {
    pieces.push(piece);
    heard.resolve();
  };
  await ask({ onText });
  expect(pieces).toEqual(["Hm, let me think"]);
});

test("a stopped call ends, and asks nobody else", async () => {
  const stop = new AbortController();
  const { ask, endpoint } = await setUp({
    one: (response) => {
      stalls(response);
      stop.abort();
    },
    two: says("Hello"),
  });
  expect(await errorOf(ask({ signal: stop.signal }))).toMatchObject({ code: "MODEL_ABORTED" });
  expect(endpoint.calls.map(({ body }) => body.model)).toEqual(["one"]);
});

test("the offline model may be the last resort, and is named", async () => {
  const { ask, written } = await setUp(
    { one: fails(500) },
    {
      members: [
        { model: "there/one", weight: 1 },
        { model: "offline", weight: 1 },
      ],
    },
  );
  expect((await ask()).model).toBe("offline, no LLM, by fast, instead of there/one (MODEL_FAILED)");
  expect(written()).toEqual(["one by fast: MODEL_FAILED"]);
});

const figures = [
  { provider: "there", model: "one", calls: 50, failed: 50, logLatency: null, usd: null },
  { provider: "there", model: "two", calls: 50, failed: 0, logLatency: { mean: 6, deviation: 0.1 }, usd: 0.01 },
];

test("an adaptive route goes by what was seen before the run began, and tells why", async () => {
  const { ask, models, endpoint, befores } = await setUp(
    { one: fails(500), two: says("Hi") },
    { mode: "adaptive" },
    figures,
  );
  await ask();
  expect(endpoint.calls.map(({ body }) => body.model)).toEqual(["two"]);
  expect(befores).toEqual([1_000]);
  expect(await models.routes?.("default")).toMatchObject([
    {
      name: "fast",
      members: [
        { model: "there/two", answers: 51 / 52, score: 51 / 52, figures: { calls: 50, failed: 0 } },
        { model: "there/one", answers: 1 / 52, score: 1 / 52, figures: { calls: 50, failed: 50 } },
      ],
    },
  ]);
  expect(befores).toEqual([1_000, 5_000]);
});

test("a frozen route goes by what was seen before it was", async () => {
  const { ask, models, befores } = await setUp(
    { one: says("Hi"), two: says("Hi") },
    { mode: "adaptive", frozenAt: 400 },
    figures,
  );
  await ask();
  await models.routes?.("default");
  expect(befores).toEqual([400, 400]);
});

test("a route is listed, bound by its dearest member, and twice where two may be under way", async () => {
  const { models } = await setUp({ one: says("Hi"), two: says("Hi") });
  expect(await models.list("default")).toEqual([
    { id: "default", label: "there/one", offline: false, hasPrice: true },
    { id: "fast", label: "fast: there/one, there/two", offline: false, hasPrice: true },
    { id: "there/one", label: "there/one", offline: false, hasPrice: true },
    { id: "there/two", label: "there/two", offline: false, hasPrice: true },
    { id: "offline", label: "offline, no LLM", offline: true, hasPrice: true },
  ]);
  const request = { prompt: "1234", maxTokens: 100, signal: AbortSignal.timeout(120_000) };
  const alone = await models.bound({ ...request, model: "there/one" }, "default");
  expect(alone).toEqual({ tokens: 360, usd: expect.closeTo(1_260 / 1_000_000, 10), maxTokens: 100 });
  expect(await models.bound({ ...request, model: "fast" }, "default")).toEqual(alone);
  const { models: hedged } = await setUp({ one: says("Hi"), two: says("Hi") }, { hedgeAfterMs: 1_000 });
  expect(await hedged.bound({ ...request, model: "fast" }, "default")).toEqual({
    tokens: 720,
    usd: expect.closeTo(2_520 / 1_000_000, 10),
    maxTokens: 100,
  });
});
