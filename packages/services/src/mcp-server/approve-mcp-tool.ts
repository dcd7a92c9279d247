import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { inputJson } from "../workflow/input-json.ts";
import { writeAudit } from "../write-audit.ts";
import { findServer, storedServer } from "./stored-server.ts";

/**
 * Lets a tool be called as a person has seen it: `hash` is of what they looked at, and the server is asked once more. Throws
 * `NOT_FOUND`, `CONFLICT` (`MCP_TOOL_CHANGED`: it is another by now) and `INVALID`.
 */
export async function approveMcpTool({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly tool: string; readonly hash: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "tool.manage");
  const { db, tools } = ctx.services;
  const row = await findServer(db, actor.workspaceId, input.id);
  const listing = await tools.list(actor.workspaceId, storedServer(row));
  if (!listing.ok) throw new ServiceError("CONFLICT", listing.code, listing.message);
  const listed = listing.tools.filter(({ name }) => name === input.tool);
  const [found] = listed;
  if (found === undefined) throw new ServiceError("NOT_FOUND", "MCP_TOOL", "The server has no such tool any more.");
  const { face, problem } = found;
  if (problem !== null) throw new ServiceError("INVALID", "MCP_TOOL", `This tool cannot be used. ${problem}`);
  if (face.hash !== input.hash) {
    const message = "The server has just changed this tool. Look at it again.";
    throw new ServiceError("CONFLICT", "MCP_TOOL_CHANGED", message);
  }
  const data = { face: inputJson(face), hash: face.hash, approvedBy: actorName(actor), approvedAt: new Date() };
  await db.$transaction(async (tx) => {
    const key = { serverId: row.id, name: input.tool };
    await tx.mcpTool.upsert({ where: { serverId_name: key }, create: { ...key, ...data }, update: data });
    await writeAudit(tx, { actor, verb: "tool.approve", subject: `${row.handle}/${input.tool}` });
  });
}
