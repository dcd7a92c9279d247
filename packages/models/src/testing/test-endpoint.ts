import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenCall {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: unknown }[];
    readonly response_format?: unknown;
    readonly [key: string]: unknown;
  };
}

/** A real OpenAI-compatible endpoint on a free loopback port, that answers as the test says. */
export async function startTestEndpoint(
  answer: (response: ServerResponse, call: SeenCall, request: IncomingMessage) => void,
): Promise<{ readonly baseUrl: string; readonly calls: readonly SeenCall[]; close(): Promise<void> }> {
  const calls: SeenCall[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const call = { path: request.url ?? "", authorization: request.headers.authorization, body: JSON.parse(text) };
    calls.push(call);
    answer(response, call, request);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    calls,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A recorded streamed answer of an endpoint: the pieces of text, then the usage, in the wire format. */
export function streamedAnswer(
  pieces: readonly string[],
  usage = { prompt_tokens: 21, completion_tokens: 7, total_tokens: 28 },
): string {
  const base = {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1764000000,
    model: "gpt-4o-mini-2024-07-18",
  };
  const chunk = (delta: object, finish: string | null) => ({
    ...base,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  const chunks = [
    chunk({ role: "assistant", content: "" }, null),
    ...pieces.map((content) => chunk({ content }, null)),
    chunk({}, "stop"),
    { ...base, choices: [], usage },
  ];
  return `${chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("")}data: [DONE]\n\n`;
}

/** A recorded streamed answer that asks for tools: the arguments come in pieces, then the usage. */
export function streamedCalls(
  calls: readonly { readonly id: string; readonly name: string; readonly args: string }[],
  text = "",
): string {
  const base = {
    id: "chatcmpl-2",
    object: "chat.completion.chunk",
    created: 1764000000,
    model: "gpt-4o-mini-2024-07-18",
  };
  const chunk = (delta: object, finish: string | null) => ({
    ...base,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  });
  const chunks = [
    chunk({ role: "assistant", content: text === "" ? null : text }, null),
    ...calls.flatMap(({ id, name, args }, index) => [
      chunk({ tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] }, null),
      chunk({ tool_calls: [{ index, function: { arguments: args.slice(0, 3) } }] }, null),
      chunk({ tool_calls: [{ index, function: { arguments: args.slice(3) } }] }, null),
    ]),
    chunk({}, "tool_calls"),
    { ...base, choices: [], usage: { prompt_tokens: 21, completion_tokens: 7, total_tokens: 28 } },
  ];
  return `${chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("")}data: [DONE]\n\n`;
}
