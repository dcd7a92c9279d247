import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A model that calls a tool in each of its first turns, and the web that the tools reach; it counts what it was asked. */
export interface AgentWeb {
  /** Host and port. */
  readonly address: string;
  /** How often each was asked for: `turn 1`, `mail`, `turn 2`, `look 2`, …, in the order of the first time. */
  readonly asked: ReadonlyMap<string, number>;
  /** What waits for its answer, of clients that are still there. */
  held(): readonly string[];
  close(): void;
}

/** The turn in which the model gives its answer. */
const lastTurn = 5;

/**
 * What becomes of a request that comes for the first time: it is held for ever; or it is answered when `mayAnswer` resolves,
 * and then told.
 */
export type FirstTime =
  | "hold"
  | { readonly mayAnswer: (name: string) => Promise<void>; readonly onAnswered: (name: string) => void };

export async function openAgentWeb(onFirst: FirstTime): Promise<AgentWeb> {
  const asked = new Map<string, number>();
  const held = new Map<ServerResponse, string>();
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) body += piece;
    const name = nameOf(request.url ?? "", body);
    const times = (asked.get(name) ?? 0) + 1;
    asked.set(name, times);
    if (onFirst === "hold" && times === 1) {
      held.set(response, name);
      response.once("close", () => held.delete(response));
      return;
    }
    if (onFirst !== "hold" && times === 1) await onFirst.mayAnswer(name);
    if (name.startsWith("turn ")) response.writeHead(200, { "content-type": "text/event-stream" });
    else response.writeHead(200, { "content-type": "application/json" });
    response.end(name.startsWith("turn ") ? turn(Number(name.slice(5))) : '{"ok":true}', () => {
      if (onFirst !== "hold" && times === 1) onFirst.onAnswered(name);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    held: () => [...held.values()],
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A turn is told by how often the model has spoken before. */
function nameOf(url: string, body: string): string {
  if (!url.endsWith("/chat/completions")) return url.slice(1).replace("?turn=", " ");
  const { messages }: { readonly messages: readonly { readonly role: string }[] } = JSON.parse(body);
  return `turn ${messages.filter(({ role }) => role === "assistant").length + 1}`;
}

function turn(number: number): string {
  const calls = number === 1 ? { name: "mail", arguments: "{}" } : { name: "look", arguments: `{"turn":${number}}` };
  const isLast = number === lastTurn;
  const delta = isLast
    ? { role: "assistant", content: "All is well." }
    : { role: "assistant", tool_calls: [{ index: 0, id: `call_${number}`, type: "function", function: calls }] };
  const base = { id: `chatcmpl-${number}`, object: "chat.completion.chunk", created: 1_764_000_000, model: "scripted" };
  const chunks = [
    { ...base, choices: [{ index: 0, delta, finish_reason: null }] },
    { ...base, choices: [{ index: 0, delta: {}, finish_reason: isLast ? "stop" : "tool_calls" }] },
    { ...base, choices: [], usage: { prompt_tokens: 20, completion_tokens: 5, total_tokens: 25 } },
  ];
  return `${chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("")}data: [DONE]\n\n`;
}
