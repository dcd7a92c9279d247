import type { IncomingMessage, ServerResponse } from "node:http";
import type { ModelProviderKind } from "@orrery/ports";
import { type SeenCall, streamedAnswer, streamedCalls } from "./test-endpoint.ts";

export interface ToolWish {
  readonly id: string;
  readonly name: string;
  readonly args: string;
}

export interface CacheCounts {
  readonly kept: number;
  readonly cached: number;
}

/** How one provider speaks: written after its published protocol, so that a real local server can speak it too. */
export interface Protocol {
  readonly kind: ModelProviderKind;
  /** What follows the host in the base address. */
  readonly base: string;
  /** The path that a streamed call of `model` has. */
  path(model: string): string;
  /** The key as the provider expects it. */
  keyOf(request: IncomingMessage): string | string[] | undefined;
  /** A whole answer with this text; 21 tokens in, 7 out, and what is told of the cache where the protocol has words for it. */
  answer(response: ServerResponse, call: SeenCall, text: string, cache?: CacheCounts): void;
  /** An answer that asks for tools; 21 tokens in, 7 out. `args` may be anything, as from a model. */
  callTools(response: ServerResponse, calls: readonly ToolWish[], text?: string): void;
  /** What the calls before were answered with, as the provider is told. */
  resultsOf(call: SeenCall): readonly string[];
  /** The parts of the words of a person, as the provider is shown them: images before what is asked of them. */
  shown(images: readonly { readonly mediaType: string; readonly base64: string }[], words: string): readonly object[];
  /** Where the request has them. */
  partsOf(call: SeenCall): readonly unknown[];
  /** The first words, and then nothing. */
  begin(response: ServerResponse): void;
  /** The body of an error. */
  error(message: string): object;
}

const sse = (events: readonly object[], named = false): string =>
  events
    .map((one) => `${named && "type" in one ? `event: ${one.type}\n` : ""}data: ${JSON.stringify(one)}\n\n`)
    .join("");

interface Part {
  readonly type?: string;
  readonly content?: unknown;
  readonly functionResponse?: unknown;
}

/** The parts of all messages of a request. */
function partsOf(messages: unknown): readonly Part[] {
  if (!Array.isArray(messages)) return [];
  return messages.flatMap((message: { readonly content?: unknown; readonly parts?: unknown }) => {
    const parts = message.parts ?? message.content;
    return Array.isArray(parts) ? parts : [];
  });
}

function textOf(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content);
}

const head = (response: ServerResponse) => response.writeHead(200, { "content-type": "text/event-stream" });

const chat = (kind: Exclude<ModelProviderKind, "anthropic" | "google" | "bedrock">): Protocol => ({
  kind,
  base: "/v1",
  path: () => "/v1/chat/completions",
  keyOf: (request) => request.headers.authorization?.replace(/^Bearer /, ""),
  answer: (response, _call, text) => head(response).end(streamedAnswer([text.slice(0, 3), text.slice(3)])),
  callTools: (response, calls, text = "") => head(response).end(streamedCalls(calls, text)),
  resultsOf: ({ body }) => body.messages.flatMap(({ role, content }) => (role === "tool" ? [String(content)] : [])),
  shown: (images, text) => [
    ...images.map(({ mediaType, base64 }) => {
      return { type: "image_url", image_url: { url: `data:${mediaType};base64,${base64}` } };
    }),
    { type: "text", text },
  ],
  partsOf: ({ body }) => partsOf(body.messages),
  begin: (response) =>
    head(response).write(streamedAnswer(["Hel"]).split("\n\n").slice(0, 2).join("\n\n").concat("\n\n")),
  error: (message) => ({ error: { message, type: "invalid_request_error", param: null, code: null } }),
});

const messageStart = {
  type: "message_start",
  message: {
    id: "msg_1",
    type: "message",
    role: "assistant",
    content: [],
    model: "claude-answers",
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 21, output_tokens: 1 },
  },
};

function startOf(cache: CacheCounts | undefined) {
  if (cache === undefined) return messageStart;
  const { message } = messageStart;
  const told = { cache_creation_input_tokens: cache.kept, cache_read_input_tokens: cache.cached };
  return { ...messageStart, message: { ...message, usage: { ...message.usage, ...told } } };
}

/** Anthropic's Messages API; an answer in a shape may be asked for as the input of a tool. */
const anthropic: Protocol = {
  kind: "anthropic",
  base: "/v1",
  path: () => "/v1/messages",
  keyOf: (request) => request.headers["x-api-key"],
  answer(response, call, text, cache) {
    const isTool = Array.isArray(call.body.tools) && call.body.tools.some((tool) => tool?.name === "json");
    const block = isTool ? { type: "tool_use", id: "toolu_1", name: "json", input: {} } : { type: "text", text: "" };
    const delta = (piece: string) =>
      isTool ? { type: "input_json_delta", partial_json: piece } : { type: "text_delta", text: piece };
    const events = [
      startOf(cache),
      { type: "content_block_start", index: 0, content_block: block },
      { type: "ping" },
      { type: "content_block_delta", index: 0, delta: delta(text.slice(0, 3)) },
      { type: "content_block_delta", index: 0, delta: delta(text.slice(3)) },
      { type: "content_block_stop", index: 0 },
      {
        type: "message_delta",
        delta: { stop_reason: isTool ? "tool_use" : "end_turn", stop_sequence: null },
        usage: { output_tokens: 7 },
      },
      { type: "message_stop" },
    ];
    head(response).end(sse(events, true));
  },
  callTools(response, calls, text = "") {
    const said = { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } };
    const words = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } };
    const events = [
      messageStart,
      ...(text === "" ? [] : [said, words, { type: "content_block_stop", index: 0 }]),
      ...calls.flatMap(({ id, name, args }, at) => {
        const index = at + 1;
        const delta = (piece: string) => ({ type: "input_json_delta", partial_json: piece });
        return [
          { type: "content_block_start", index, content_block: { type: "tool_use", id, name, input: {} } },
          { type: "content_block_delta", index, delta: delta(args.slice(0, 3)) },
          { type: "content_block_delta", index, delta: delta(args.slice(3)) },
          { type: "content_block_stop", index },
        ];
      }),
      {
        type: "message_delta",
        delta: { stop_reason: "tool_use", stop_sequence: null },
        usage: { output_tokens: 7 },
      },
      { type: "message_stop" },
    ];
    head(response).end(sse(events, true));
  },
  resultsOf: ({ body }) =>
    partsOf(body.messages).flatMap(({ type, content }) => (type === "tool_result" ? [textOf(content)] : [])),
  shown: (images, text) => [
    ...images.map(({ mediaType, base64 }) => {
      return { type: "image", source: { type: "base64", media_type: mediaType, data: base64 } };
    }),
    { type: "text", text },
  ],
  partsOf: ({ body }) => partsOf(body.messages),
  begin: (response) => head(response).write(sse([messageStart], true)),
  error: (message) => ({ type: "error", error: { type: "invalid_request_error", message } }),
};

/** Google's Gemini API. */
const google: Protocol = {
  kind: "google",
  base: "/v1beta",
  path: (model) => `/v1beta/models/${model}:streamGenerateContent?alt=sse`,
  keyOf: (request) => request.headers["x-goog-api-key"],
  answer(response, _call, text) {
    const part = (piece: string, more: object) => ({
      candidates: [{ content: { parts: [{ text: piece }], role: "model" }, index: 0, ...more }],
      usageMetadata: { promptTokenCount: 21, candidatesTokenCount: 7, totalTokenCount: 28 },
      modelVersion: "gemini-answers",
    });
    head(response).end(sse([part(text.slice(0, 3), {}), part(text.slice(3), { finishReason: "STOP" })]));
  },
  callTools(response, calls, text = "") {
    const parts = calls.map(({ name, args }) => ({ functionCall: { name, args: JSON.parse(args) } }));
    const candidate = {
      content: { parts: [...(text === "" ? [] : [{ text }]), ...parts], role: "model" },
      finishReason: "STOP",
      index: 0,
    };
    const usageMetadata = { promptTokenCount: 21, candidatesTokenCount: 7, totalTokenCount: 28 };
    head(response).end(sse([{ candidates: [candidate], usageMetadata, modelVersion: "gemini-answers" }]));
  },
  resultsOf: ({ body }) =>
    partsOf(body.contents).flatMap(({ functionResponse }) =>
      functionResponse === undefined ? [] : [JSON.stringify(functionResponse)],
    ),
  shown: (images, text) => [
    ...images.map(({ mediaType, base64 }) => ({ inlineData: { mimeType: mediaType, data: base64 } })),
    { text },
  ],
  partsOf: ({ body }) => partsOf(body.contents),
  begin(response) {
    const piece = { candidates: [{ content: { parts: [{ text: "Hel" }], role: "model" }, index: 0 }] };
    head(response).write(sse([piece]));
  },
  error: (message) => ({ error: { code: 400, message, status: "INVALID_ARGUMENT" } }),
};

export const protocols: readonly Protocol[] = [chat("openai-compatible"), chat("openai"), anthropic, google];

/** Who speak nearly as OpenAI does; how nearly was not tried. */
export const untried: readonly Protocol[] = [
  {
    ...chat("mistral"),
    // Each of its chunks has a choice, the one with the usage too.
    answer: (response, _call, text) =>
      head(response).end(streamedAnswer([text]).replace(/data: [^\n]*"choices":\[\][^\n]*\n\n/, "")),
  },
  chat("groq"),
  { ...chat("azure"), keyOf: (request) => request.headers["api-key"] },
];
