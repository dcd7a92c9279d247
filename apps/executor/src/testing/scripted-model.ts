import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a model does with one request. */
export type ModelAct = (response: ServerResponse) => void;

/** A real server that speaks the OpenAI protocol and does what a script says, one act a request. */
export interface ScriptedModel {
  /** Host and port. */
  readonly host: string;
  /** Bodies of the requests since the last `play`. */
  readonly asked: readonly string[];
  play(acts: readonly ModelAct[]): void;
  close(): void;
}

export async function openScriptedModel(): Promise<ScriptedModel> {
  let script: readonly ModelAct[] = [];
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const act = script[asked.length] ?? say("There is no more.");
    asked.push(body);
    act(response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    play(acts) {
      script = acts;
      asked.length = 0;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const head = { id: "c", object: "chat.completion.chunk", created: 1, model: "scripted" };
const line = (value: object) => `data: ${JSON.stringify({ ...head, ...value })}\n\n`;
const delta = (value: object, finish: string | null = null) =>
  line({ choices: [{ index: 0, delta: value, finish_reason: finish }] });
const usage = line({ choices: [], usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 } });
const open = (response: ServerResponse) => response.writeHead(200, { "content-type": "text/event-stream" });

export function say(text: string): ModelAct {
  return (response) => open(response).end(`${delta({ content: text })}${delta({}, "stop")}${usage}data: [DONE]\n\n`);
}

export function call(name: string, args: string): ModelAct {
  return callAll([{ name, args }]);
}

/** Asks for several tools in one turn. */
export function callAll(wishes: readonly { readonly name: string; readonly args: string }[]): ModelAct {
  const calls = wishes.map(({ name, args }, index) => {
    return { index, id: `c${index + 1}`, type: "function", function: { name, arguments: args } };
  });
  return (response) =>
    open(response).end(`${delta({ tool_calls: calls })}${delta({}, "tool_calls")}${usage}data: [DONE]\n\n`);
}

export function status(code: number): ModelAct {
  return (response) =>
    response.writeHead(code, { "content-type": "application/json" }).end('{"error":{"message":"Not now."}}');
}

/** Some words, and then no more. */
export const breakOff: ModelAct = (response) => {
  open(response).end(delta({ content: "I was about to" }));
};

/** Some words, and then silence, with the connection open. */
export const hang: ModelAct = (response) => {
  open(response).write(delta({ content: "I was about to" }));
};
