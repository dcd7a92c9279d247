import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createEgress } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import type { ModelCallRecord, ModelProviderKind } from "@orrery/ports";
import { createSecretMask } from "@orrery/ports";
import { afterEach, expect, test } from "vitest";
import { createModels } from "./models.ts";

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

interface Call {
  readonly path: string;
  readonly key: unknown;
  readonly texts: readonly string[];
}

/** Speaks the embeddings calls of OpenAI and of Google: the vector of a text is its length and 1, not of length 1. */
async function startEndpoint(refuse = false) {
  const calls: Call[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = "";
    for await (const piece of request) text += piece;
    const body: { input?: string[]; requests?: { content: { parts: { text: string }[] } }[] } = JSON.parse(text);
    const texts = body.input ?? body.requests?.map(({ content }) => content.parts[0]?.text ?? "") ?? [];
    const key = request.headers["x-goog-api-key"] ?? request.headers.authorization;
    calls.push({ path: new URL(request.url ?? "/", "http://host").pathname, key, texts });
    response.writeHead(refuse ? 429 : 200, { "content-type": "application/json" });
    const vectors = texts.map((one) => [one.length, 1]);
    response.end(
      JSON.stringify(
        body.input === undefined
          ? { embeddings: vectors.map((values) => ({ values })) }
          : {
              data: vectors.map((embedding, index) => ({ object: "embedding", embedding, index })),
              usage: { prompt_tokens: 10, total_tokens: 10 },
            },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanups.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port }: AddressInfo = addressOf(server);
  return { host: `127.0.0.1:${port}`, calls };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address;
}

function modelsAt(host: string, kind: ModelProviderKind) {
  const egress = createEgress({ allowPrivateHosts: [host] });
  cleanups.push(egress.close);
  const records: ModelCallRecord[] = [];
  const models = createModels({
    env: {},
    egress,
    now: () => 0,
    setup: {
      providers: async () => [
        { handle: "there", kind, baseUrl: `http://${host}/v1`, credential: "key", models: ["embed-1"] },
      ],
      prices: async () => new Map([["there/embed-1", { input: 1, output: 0 }]]),
      record: (call) => records.push(call),
    },
    secrets: {
      resolve: async () => ({
        handle: "key",
        kind: "model",
        hosts: ["127.0.0.1"],
        open: {},
        values: { key: "sk-canary-1234" },
      }),
      mask: () => createSecretMask(),
    },
  });
  const embed = (model: string, texts: readonly string[]) =>
    models.embed({ model, texts, signal: AbortSignal.timeout(120_000) }, "default");
  return { embed, records };
}

const seen = (vectors: readonly Float32Array[]) => vectors.map((one) => [...one].map((x) => Math.round(x * 100)));

test.each([
  ["openai-compatible", "/v1/embeddings", "Bearer sk-canary-1234", 10],
  ["openai", "/v1/embeddings", "Bearer sk-canary-1234", 10],
  ["google", "/v1/models/embed-1:batchEmbedContents", "sk-canary-1234", 0],
] as const)(
  "%s makes vectors of length 1, by its key, and the call is written down",
  async (kind, path, key, tokens) => {
    const { host, calls } = await startEndpoint();
    const { embed, records } = modelsAt(host, kind);
    const answer = await embed("there/embed-1", ["a", "abc"]);
    expect(seen(answer.vectors)).toEqual([
      [71, 71],
      [95, 32],
    ]);
    expect(answer.usage).toEqual({ inputTokens: tokens, outputTokens: 0, usd: tokens / 1_000_000 });
    expect(calls).toEqual([{ path, key, texts: ["a", "abc"] }]);
    expect(records).toMatchObject([{ provider: "there", model: "embed-1", errorCode: null, inputTokens: tokens }]);
  },
);

test("many texts go out in several calls and come back in order", async () => {
  const { host, calls } = await startEndpoint();
  const { embed } = modelsAt(host, "openai-compatible");
  const texts = Array.from({ length: 200 }, (_, i) => "x".repeat(i + 1));
  const { vectors } = await embed("there/embed-1", texts);
  expect(calls.map((call) => call.texts.length)).toEqual([96, 96, 8]);
  expect(vectors.map((one) => Math.round((one[0] ?? 0) / (one[1] ?? 1)))).toEqual(texts.map(({ length }) => length));
});

test("a busy endpoint, a provider without embeddings and an unknown model are failures with a code", async () => {
  const { host } = await startEndpoint(true);
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "answered",
      (cause: unknown) => (cause instanceof StepFailure ? cause.error.code : cause),
    );
  expect([
    await codeOf(modelsAt(host, "openai").embed("there/embed-1", ["a"])),
    await codeOf(modelsAt(host, "anthropic").embed("there/embed-1", ["a"])),
    await codeOf(modelsAt(host, "openai").embed("nobody", ["a"])),
  ]).toEqual(["MODEL_BUSY", "MODEL_NO_EMBEDDINGS", "MODEL_UNKNOWN"]);
});

test("the offline embedder needs nothing", async () => {
  const { embed } = modelsAt("127.0.0.1:1", "openai");
  const { vectors, usage } = await embed("offline", ["a word", "another"]);
  expect(vectors.map(({ length }) => length)).toEqual([384, 384]);
  expect(usage).toEqual({ inputTokens: 0, outputTokens: 0, usd: 0 });
});
