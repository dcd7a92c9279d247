import type { IncomingMessage, ServerResponse } from "node:http";
import { createEgress } from "@orrery/egress";
import { type ModelRequest, type StepError, StepFailure } from "@orrery/node-kit";
import { createSecretMask, type ModelCallRecord } from "@orrery/ports";
import { afterEach, describe, expect, test } from "vitest";
import { createModels } from "./models.ts";
import { type Protocol, protocols, untried } from "./testing/protocols.ts";
import { type SeenCall, startTestEndpoint } from "./testing/test-endpoint.ts";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

type Answer = (response: ServerResponse, call: SeenCall, request: IncomingMessage) => void;

/** A workspace with one provider that speaks the protocol on a real local server. */
async function setUp(protocol: Protocol, answer: Answer, { idleTimeoutMs = 60_000, hosts = ["127.0.0.1"] } = {}) {
  const endpoint = await startTestEndpoint(answer);
  const { host } = new URL(endpoint.baseUrl);
  const egress = createEgress({ idleTimeoutMs, allowPrivateHosts: [host] });
  cleanups.push(egress.close, endpoint.close);
  const records: ModelCallRecord[] = [];
  const models = createModels({
    env: {},
    egress,
    now: () => 0,
    setup: {
      providers: async (workspaceId) =>
        workspaceId === "default"
          ? [
              {
                handle: "there",
                kind: protocol.kind,
                baseUrl: `http://${host}${protocol.base}`,
                credential: "key",
                models: ["m-1"],
              },
            ]
          : [],
      prices: async () => new Map([["there/m-1", { input: 1, output: 10 }]]),
      record: (call) => records.push(call),
    },
    secrets: {
      resolve: async () => ({ handle: "key", kind: "model", hosts, open: {}, values: { key: "sk-canary-1234" } }),
      mask: () => createSecretMask(),
    },
  });
  const ask = (more: Partial<ModelRequest> = {}) =>
    models.generate(
      { model: "there/m-1", prompt: "Say hello.", signal: AbortSignal.timeout(120_000), ...more },
      "default",
    );
  return { models, ask, endpoint, records };
}

async function errorOf(promise: Promise<unknown>): Promise<StepError | null> {
  try {
    await promise;
  } catch (cause) {
    if (cause instanceof StepFailure) return cause.error;
    throw cause;
  }
  return null;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await errorOf(promise);
  return error === null ? "answered" : `${error.code} ${error.class}`;
}

const json = (response: ServerResponse, status: number, body: object, headers = {}) =>
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));

const schema = {
  type: "object",
  properties: { level: { type: "string", enum: ["urgent", "normal"] } },
  required: ["level"],
  additionalProperties: false,
};

describe.each(protocols.map((protocol) => [protocol.kind, protocol] as const))("%s", (_kind, protocol) => {
  test("streams its text, and every call is written down with tokens and cost", async () => {
    const keys: unknown[] = [];
    const { ask, endpoint, records } = await setUp(protocol, (response, call, request) => {
      keys.push(protocol.keyOf(request));
      protocol.answer(response, call, "Hello");
    });
    const pieces: string[] = [];
    const answer = await ask({ system: "Be brief.", maxTokens: 50, onText: (piece) => pieces.push(piece) });
    expect({ text: answer.text, usage: answer.usage, pieces: pieces.join("") }).toEqual({
      text: "Hello",
      usage: { inputTokens: 21, outputTokens: 7, usd: 0.000091 },
      pieces: "Hello",
    });
    expect(pieces.length).toBeGreaterThan(1);
    expect(keys).toEqual(["sk-canary-1234"]);
    expect(endpoint.calls.map(({ path }) => path)).toEqual([protocol.path("m-1")]);
    expect(JSON.stringify(endpoint.calls[0]?.body)).toContain("Be brief.");
    expect(records).toEqual([
      {
        workspaceId: "default",
        provider: "there",
        model: "m-1",
        route: null,
        errorCode: null,
        inputTokens: 21,
        outputTokens: 7,
        usd: 0.000091,
        latencyMs: 0,
        at: 0,
      },
    ]);
  });

  test("gives an object that fits, and refuses one that does not", async () => {
    const good = await setUp(protocol, (response, call) => protocol.answer(response, call, '{"level":"urgent"}'));
    expect((await good.ask({ outputSchema: schema })).object).toEqual({ level: "urgent" });
    const bad = await setUp(protocol, (response, call) => protocol.answer(response, call, '{"level":"dire"}'));
    expect(await codeOf(bad.ask({ outputSchema: schema }))).toBe("MODEL_OUTPUT_INVALID permanent");
    expect(bad.records.map(({ errorCode }) => errorCode)).toEqual(["MODEL_OUTPUT_INVALID"]);
  });

  test.each([
    [429, "MODEL_BUSY transient"],
    [500, "MODEL_FAILED transient"],
    [401, "MODEL_REFUSED permanent"],
    [400, "MODEL_REFUSED permanent"],
  ])("a status of %i is %s, and asked once", async (status, code) => {
    const { ask, endpoint } = await setUp(protocol, (response) => json(response, status, protocol.error("Not now.")));
    expect(await codeOf(ask())).toBe(code);
    expect(endpoint.calls.length).toBe(1);
  });

  test.each([
    [429, "MODEL_BUSY"],
    [503, "MODEL_FAILED"],
  ])("a status of %i says when to come back", async (status, code) => {
    const { ask } = await setUp(protocol, (response) =>
      json(response, status, protocol.error("Not now."), { "retry-after": "7" }),
    );
    expect(await errorOf(ask())).toMatchObject({ code, class: "transient", retryAfterMs: 7_000, details: { status } });
  });

  test("an answer that was to be JSON, and is words or breaks off, is refused", async () => {
    for (const text of ['{"level":"urg', "I think it is urgent.", '{"level": urgent}']) {
      const { ask, endpoint } = await setUp(protocol, (response, call) => protocol.answer(response, call, text));
      expect(await codeOf(ask({ outputSchema: schema }))).toBe("MODEL_OUTPUT_INVALID permanent");
      expect(endpoint.calls.length).toBe(1);
    }
  });

  test("is shown images as they are, before the words", async () => {
    const images = (["image/png", "image/jpeg", "image/webp", "image/gif"] as const).map((mediaType, at) => ({
      mediaType,
      // Not of one length, so that the ends of base64 are seen too.
      bytes: Uint8Array.from({ length: 300 + at }, (_, i) => (i * 7 + at) % 256),
    }));
    const { ask, endpoint, records } = await setUp(protocol, (response, call) =>
      protocol.answer(response, call, "Cats."),
    );
    expect((await ask({ prompt: "What are these?", images })).text).toBe("Cats.");
    const shown = images.map(({ mediaType, bytes }) => ({ mediaType, base64: Buffer.from(bytes).toString("base64") }));
    expect(endpoint.calls.map(protocol.partsOf)).toEqual([protocol.shown(shown, "What are these?")]);
    expect(records.length).toBe(1);
  });

  test("an answer that is none is a failure, not a crash", async () => {
    const words = await setUp(protocol, (response) =>
      response.writeHead(200, { "content-type": "text/html" }).end("<p>hi"),
    );
    expect(await codeOf(words.ask())).toBe("MODEL_FAILED transient");
    const torn = await setUp(protocol, (response) =>
      response.writeHead(200, { "content-type": "text/event-stream" }).end("data: {oops\n\n"),
    );
    expect(await codeOf(torn.ask())).toBe("MODEL_FAILED transient");
  });

  test("an answer that stalls in mid-stream, or breaks off, ends", async () => {
    const stalls = await setUp(protocol, (response) => protocol.begin(response), { idleTimeoutMs: 300 });
    expect(await codeOf(stalls.ask())).toBe("MODEL_TIMEOUT transient");
    const breaks = await setUp(protocol, (response) => {
      protocol.begin(response);
      response.end();
    });
    expect(await codeOf(breaks.ask())).toBe("MODEL_FAILED transient");
  });

  test("asks for tools, several at once, and is told what they gave", async () => {
    const wishes = [
      { id: "c1", name: "get_order", args: '{"id":"A-7"}' },
      { id: "c2", name: "get_stock", args: '{"item":"lamp"}' },
    ];
    const { ask, endpoint } = await setUp(protocol, (response, call) =>
      protocol.resultsOf(call).length > 0
        ? protocol.answer(response, { ...call, body: { ...call.body, tools: [] } }, "It is on its way.")
        : protocol.callTools(response, wishes, "Let me look."),
    );
    const tools = ["get_order", "get_stock"].map((name) => ({
      name,
      description: `Looks up by ${name}.`,
      parameters: { type: "object", properties: { id: { type: "string" }, item: { type: "string" } } },
    }));
    const first = await ask({ tools });
    const calls = first.toolCalls ?? [];
    expect({ text: first.text, calls: calls.map(({ name, args }) => [name, JSON.parse(args)]) }).toEqual({
      text: "Let me look.",
      calls: [
        ["get_order", { id: "A-7" }],
        ["get_stock", { item: "lamp" }],
      ],
    });
    expect(new Set(calls.map(({ id }) => id)).size).toBe(2);
    expect(JSON.stringify(endpoint.calls[0]?.body)).toContain("Looks up by get_order.");
    const results = calls.map(({ id, name }, at) => ({ id, name, text: `gave ${at}`, isError: at === 1 }));
    const second = await ask({
      tools,
      messages: [
        { role: "assistant", text: first.text, calls },
        { role: "tool", results },
      ],
    });
    expect({ text: second.text, toolCalls: second.toolCalls }).toEqual({
      text: "It is on its way.",
      toolCalls: undefined,
    });
    const seen = endpoint.calls[1];
    const told = seen === undefined ? [] : protocol.resultsOf(seen);
    expect(told.map((text) => /gave \d/.exec(text)?.[0])).toEqual(["gave 0", "gave 1"]);
  });

  test("a key goes to its hosts only", async () => {
    const { ask, endpoint } = await setUp(protocol, (response, call) => protocol.answer(response, call, "Hello"), {
      hosts: ["example.org"],
    });
    expect(await codeOf(ask())).toBe("CREDENTIAL_HOST permanent");
    expect(endpoint.calls).toEqual([]);
  });
});

test.each(protocols.filter(({ kind }) => kind !== "google").map((protocol) => [protocol.kind, protocol] as const))(
  "%s: arguments that are no JSON are given as the model wrote them, and can be answered",
  async (_kind, protocol) => {
    const { ask, endpoint } = await setUp(protocol, (response, call) =>
      protocol.resultsOf(call).length > 0
        ? protocol.answer(response, { ...call, body: { ...call.body, tools: [] } }, "Sorry.")
        : protocol.callTools(response, [{ id: "c1", name: "get_order", args: '{"id": oops' }]),
    );
    const tools = [{ name: "get_order", description: "Looks up.", parameters: { type: "object", properties: {} } }];
    const { toolCalls = [], text } = await ask({ tools });
    expect({ text, toolCalls: toolCalls.map(({ name, args }) => ({ name, args })) }).toEqual({
      text: "",
      toolCalls: [{ name: "get_order", args: '{"id": oops' }],
    });
    const results = [{ id: "c1", name: "get_order", text: "These are no arguments.", isError: true }];
    const messages = [{ role: "assistant", text: "", calls: toolCalls } as const, { role: "tool", results } as const];
    expect((await ask({ tools, messages })).text).toBe("Sorry.");
    expect(JSON.stringify(endpoint.calls[1]?.body)).toContain("oops");
  },
);

test("a workspace's models are its own, and the first is its default", async () => {
  const [protocol] = protocols;
  if (protocol === undefined) throw new Error("There are protocols.");
  const { models } = await setUp(protocol, (response, call) => protocol.answer(response, call, "Hello"));
  expect((await models.list("default")).map(({ id, label }) => `${id}: ${label}`)).toEqual([
    "default: there/m-1",
    "there/m-1: there/m-1",
    "offline: offline, no LLM",
  ]);
  expect((await models.list("elsewhere")).map(({ id, label }) => `${id}: ${label}`)).toEqual([
    "default: offline, no LLM",
  ]);
});

test("limits count each image at its stated number of tokens, on top of the words", async () => {
  const [protocol] = protocols;
  if (protocol === undefined) throw new Error("There are protocols.");
  const { models } = await setUp(protocol, (response, call) => protocol.answer(response, call, "Hello"));
  const request = { model: "there/m-1", prompt: "1234", maxTokens: 100, signal: AbortSignal.timeout(120_000) };
  const image = { mediaType: "image/png", bytes: new Uint8Array(1_000_000) } as const;
  const usd = (inputTokens: number) => expect.closeTo((inputTokens + 100 * 10) / 1_000_000, 12);
  expect(await models.bound(request, "default")).toEqual({ tokens: 360, usd: usd(260), maxTokens: 100 });
  expect(await models.bound({ ...request, images: [image, image] }, "default")).toEqual({
    tokens: 10_360,
    usd: usd(10_260),
    maxTokens: 100,
  });
});

test("Anthropic is asked to keep the system text and the tools, and what was kept costs its own price", async () => {
  const anthropic = protocols.find(({ kind }) => kind === "anthropic");
  if (anthropic === undefined) throw new Error("No such protocol.");
  const { ask, endpoint, models } = await setUp(anthropic, (response, call) =>
    anthropic.answer(response, call, "Hello", { kept: 100, cached: 1_000 }),
  );
  const tool = (name: string) => ({ name, description: "Does it.", parameters: { type: "object" as const } });
  const { usage } = await ask({ system: "Be brief.", tools: [tool("one"), tool("two")] });
  // In: 21 as others, 100 kept at 1.25 times, 1,000 that had been kept, of which the owner's price says nothing. Out: 7.
  expect(usage).toEqual({
    inputTokens: 1_121,
    outputTokens: 7,
    usd: expect.closeTo((1_021 + 125 + 70) / 1_000_000, 12),
  });
  expect(endpoint.calls[0]?.body).toMatchObject({
    system: [{ text: "Be brief.", cache_control: { type: "ephemeral" } }],
    tools: [{ name: "one" }, { name: "two", cache_control: { type: "ephemeral" } }],
  });
  expect(JSON.stringify(endpoint.calls[0]?.body).match(/cache_control/g)?.length).toBe(2);
  const bound = await models.bound(
    { model: "there/m-1", prompt: "1234", maxTokens: 100, signal: AbortSignal.timeout(120_000) },
    "default",
  );
  expect(bound).toEqual({ tokens: 360, usd: expect.closeTo((260 * 1.25 + 1_000) / 1_000_000, 12), maxTokens: 100 });
});

test.each(untried.map((protocol) => [protocol.kind, protocol] as const))(
  "%s is asked where its documents say, with the key",
  async (_kind, protocol) => {
    const keys: unknown[] = [];
    const { ask, endpoint } = await setUp(protocol, (response, call, request) => {
      keys.push(protocol.keyOf(request));
      protocol.answer(response, call, "Hello");
    });
    expect((await ask({ system: "Be brief." })).text).toBe("Hello");
    expect([endpoint.calls.map(({ path }) => path), keys]).toEqual([["/v1/chat/completions"], ["sk-canary-1234"]]);
    expect(endpoint.calls[0]?.body).toMatchObject({
      model: "m-1",
      messages: [{ role: "system", content: "Be brief." }, { role: "user" }],
    });
  },
);

test("bedrock is asked where its documents say, with the key, and says what the provider refuses", async () => {
  const keys: unknown[] = [];
  const [spoken] = untried;
  if (spoken === undefined) throw new Error("no protocol");
  const protocol: Protocol = { ...spoken, kind: "bedrock", base: "" };
  const { ask, endpoint } = await setUp(protocol, (response, _call, request) => {
    keys.push(request.headers.authorization);
    response.writeHead(403, { "content-type": "application/json" }).end('{"message":"No access to m-1."}');
  });
  expect(await errorOf(ask({ system: "Be brief." }))).toMatchObject({
    code: "MODEL_REFUSED",
    message: expect.stringContaining("No access to m-1."),
  });
  expect([endpoint.calls.map(({ path }) => path), keys]).toEqual([
    ["/model/m-1/converse-stream"],
    ["Bearer sk-canary-1234"],
  ]);
  expect(endpoint.calls[0]?.body).toMatchObject({ system: [{ text: "Be brief." }], messages: [{ role: "user" }] });
});
