import type { PrismaClient } from "@orrery/db";
import type { ToolServer } from "@orrery/ports";
import { ServiceError } from "../service-error.ts";

export interface ServerRecord {
  readonly handle: string;
  readonly url: string;
  readonly auth: string;
  readonly credential: string | null;
}

/** How a server is asked, as its row says. Throws where a newer version wrote it. */
export function storedServer({ handle, url, auth, credential }: ServerRecord): ToolServer {
  if (auth === "none" || auth === "oauth") return { handle, url, auth: { kind: auth } };
  if (auth === "credential" && credential !== null) return { handle, url, auth: { kind: auth, credential } };
  throw new Error(`This version does not know servers that are asked by ${auth}.`);
}

/** The server's row, in the workspace. Throws `NOT_FOUND`. */
export async function findServer(db: PrismaClient, workspaceId: string, id: string) {
  const row = await db.mcpServer.findFirst({ where: { id, workspaceId } });
  if (row === null) throw noServer();
  return row;
}

export function noServer(): ServiceError {
  return new ServiceError("NOT_FOUND", "MCP_SERVER", "There is no such server.");
}
