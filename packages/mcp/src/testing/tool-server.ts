import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import {
  type CallToolResult,
  createMcpHandler,
  Server,
  type ServerContext,
  type Tool,
} from "@modelcontextprotocol/server";

export interface HttpPlace {
  readonly host: string;
  readonly url: string;
  close(): Promise<void>;
}

/** A real server on a port of 127.0.0.1; 0: any that is free. */
export async function listen(listener: RequestListener, port = 0): Promise<HttpPlace> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(port, "127.0.0.1", ready));
  const bound = server.address();
  const host = `127.0.0.1:${typeof bound === "object" && bound !== null ? bound.port : 0}`;
  return {
    host,
    url: `http://${host}/mcp`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface ToolServerScript {
  /** What it says that it offers, now. */
  tools: readonly Tool[];
  call: (name: string, args: unknown, ctx: ServerContext) => CallToolResult | Promise<CallToolResult>;
}

/** A server that speaks the protocol as it should, with the tools that the test gives it and may change. */
export async function startToolServer(
  script: ToolServerScript,
  before: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
  port = 0,
): Promise<HttpPlace> {
  const handler = createMcpHandler(() => {
    const server = new Server({ name: "scripted", version: "1" }, { capabilities: { tools: {} } });
    server.setRequestHandler("tools/list", () => ({ tools: [...script.tools] }));
    server.setRequestHandler("tools/call", ({ params }, ctx) => script.call(params.name, params.arguments, ctx));
    return server;
  });
  return listen((request, response) => {
    if (before(request, response)) return;
    void answerByFetch(handler.fetch, request, response);
  }, port);
}

async function answerByFetch(
  fetch: (request: Request) => Promise<Response>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  const { method = "GET", url = "/" } = request;
  const body = method === "POST" ? { body: Buffer.concat(chunks) } : {};
  const answer = await fetch(
    new Request(`http://${request.headers.host}${url}`, { method, headers, signal: gone.signal, ...body }),
  ).catch(() => new Response(null, { status: 500 }));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  try {
    for await (const chunk of answer.body ?? []) response.write(chunk);
  } catch {
    // The client has left.
  }
  response.end();
}
