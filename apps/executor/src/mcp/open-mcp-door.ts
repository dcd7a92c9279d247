import { randomUUID } from "node:crypto";
import type { Server } from "@modelcontextprotocol/server";
import {
  type AuthInfo,
  createMcpHandler,
  isInitializeRequest,
  isLegacyRequest,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server";
import { createToolServer } from "./create-tool-server.ts";
import type { ToolServerMeans } from "./run-as-tool.ts";

/** The protocol itself, in its present form (each call by itself) and in that of 2025 (with sessions). */
export interface McpDoor {
  answer(request: Request, call: { readonly authInfo: AuthInfo; readonly parsedBody?: unknown }): Promise<Response>;
  close(): Promise<void>;
}

export interface McpDoorOptions extends ToolServerMeans {
  /** Of this process. */
  readonly mostSessions?: number;
  readonly mostSessionsOfOne?: number;
  readonly idleMs?: number;
}

interface Session {
  readonly owner: string;
  readonly server: Server;
  readonly transport: WebStandardStreamableHTTPServerTransport;
  lastAt: number;
}

/** Sessions belong to the key that began them, live in this process, and end when nobody has asked for half an hour. */
export function openMcpDoor(options: McpDoorOptions): McpDoor {
  const { mostSessions = 1_000, mostSessionsOfOne = 100, idleMs = 30 * 60_000 } = options;
  const sessions = new Map<string, Session>();
  const modern = createMcpHandler(() => createToolServer(options), { legacy: "reject", responseMode: "auto" });

  const end = (id: string): void => {
    const session = sessions.get(id);
    sessions.delete(id);
    session?.server.close().catch(() => undefined);
  };
  const tidy = (): void => {
    const before = Date.now() - idleMs;
    for (const [id, { lastAt }] of sessions) if (lastAt < before) end(id);
  };
  const timer = setInterval(tidy, Math.min(idleMs, 60_000)).unref();

  const begin = async (owner: string): Promise<Session | null> => {
    tidy();
    const own = [...sessions].filter(([, session]) => session.owner === owner);
    if (sessions.size >= mostSessions || own.length >= mostSessionsOfOne) return null;
    const server = createToolServer(options);
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => {
        sessions.set(id, { owner, server, transport, lastAt: Date.now() });
      },
      onsessionclosed: (id) => {
        sessions.delete(id);
      },
    });
    await server.connect(transport);
    return { owner, server, transport, lastAt: Date.now() };
  };

  const inSession = async (request: Request, call: Parameters<McpDoor["answer"]>[1]): Promise<Response> => {
    const id = request.headers.get("mcp-session-id");
    const owner = call.authInfo.clientId;
    if (id === null && !isInitializeRequest(call.parsedBody)) return refusal(400, "Begin with initialize.");
    const known = id === null ? await begin(owner) : (sessions.get(id) ?? null);
    if (known === null && id === null) return refusal(429, "There are too many sessions. End some of them.");
    if (known === null || known.owner !== owner) return refusal(404, "There is no such session.");
    known.lastAt = Date.now();
    return known.transport.handleRequest(request, call);
  };

  return {
    async answer(request, call) {
      if (request.method === "DELETE") return inSession(request, call);
      const isLegacy = await isLegacyRequest(request, call.parsedBody);
      return isLegacy ? inSession(request, call) : modern.fetch(request, call);
    },
    async close() {
      clearInterval(timer);
      for (const id of sessions.keys()) end(id);
      await modern.close();
    },
  };
}

/** A refusal as JSON-RPC says one that belongs to no request. */
function refusal(status: number, message: string): Response {
  return Response.json({ jsonrpc: "2.0", error: { code: -32_000, message }, id: null }, { status });
}
