import type { ToolFace } from "@orrery/node-kit";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { storedFace } from "./stored-face.ts";
import { findServer, storedServer } from "./stored-server.ts";

/** One tool as the server describes it now, beside what was approved of it. */
export interface SeenTool {
  readonly name: string;
  /** Null where the server has it no longer. */
  readonly now: ToolFace | null;
  /** Null where it was not approved. */
  readonly approved: ToolFace | null;
  readonly state: "new" | "approved" | "changed" | "gone";
  /** Why it cannot be approved; null where it can. */
  readonly problem: string | null;
}

/** What came of asking a server for its tools. */
export type McpServerView =
  | { readonly ok: true; readonly server: string; readonly tools: readonly SeenTool[] }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly signIn: boolean };

/** Asks the server what it offers now, and holds that against what was approved. Throws `NOT_FOUND`. */
export async function lookAtMcpServer({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<McpServerView> {
  const { workspaceId } = requirePermission(ctx.actor, "tool.manage");
  const { db, tools: directory } = ctx.services;
  const row = await findServer(db, workspaceId, input.id);
  const listing = await directory.list(workspaceId, storedServer(row));
  if (!listing.ok) return listing;
  const approved = new Map(
    (await db.mcpTool.findMany({ where: { serverId: row.id } })).map(({ name, face }) => [name, storedFace(face)]),
  );
  const seen = listing.tools.map(({ name, face, problem }): SeenTool => {
    const before = approved.get(name) ?? null;
    const state = before === null ? "new" : before.hash === face.hash && problem === null ? "approved" : "changed";
    return { name, now: face, approved: before, state, problem };
  });
  const offered = new Set(listing.tools.map(({ name }) => name));
  const gone = [...approved].flatMap(([name, face]): SeenTool[] =>
    offered.has(name) ? [] : [{ name, now: null, approved: face, state: "gone", problem: null }],
  );
  return { ok: true, server: listing.server, tools: [...seen, ...gone] };
}
