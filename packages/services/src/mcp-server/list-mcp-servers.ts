import type { ToolFace } from "@orrery/node-kit";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { storedFace } from "./stored-face.ts";
import { storedServer } from "./stored-server.ts";
import { toolUses } from "./tool-uses.ts";

export interface McpServerRow {
  readonly id: string;
  readonly handle: string;
  readonly url: string;
  readonly auth: "none" | "credential" | "oauth";
  readonly credential: string | null;
  /** Of `oauth`: whether somebody has signed in there. */
  readonly isSignedIn: boolean;
  /** Epoch ms. */
  readonly createdAt: number;
  /** What was approved, by name. */
  readonly tools: readonly {
    readonly name: string;
    readonly face: ToolFace;
    readonly approvedAt: number;
    /** Workflows whose published version calls it. */
    readonly usedBy: readonly string[];
  }[];
}

/** The workspace's servers of tools with what was approved of each, by handle. */
export async function listMcpServers({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly McpServerRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "tool.read");
  const rows = await ctx.services.db.mcpServer.findMany({
    where: { workspaceId },
    orderBy: { handle: "asc" },
    include: { tools: { orderBy: { name: "asc" } } },
  });
  const uses = await toolUses(ctx.services, workspaceId);
  return rows.map(({ tools, ...row }) => ({
    id: row.id,
    handle: row.handle,
    url: row.url,
    auth: storedServer(row).auth.kind,
    credential: row.credential,
    isSignedIn: row.signIn !== null,
    createdAt: row.createdAt.getTime(),
    tools: tools.map(({ name, face, approvedAt }) => ({
      name,
      face: storedFace(face),
      approvedAt: approvedAt.getTime(),
      usedBy: uses.get(`${row.handle}/${name}`) ?? [],
    })),
  }));
}
