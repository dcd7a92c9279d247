import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { findServer } from "./stored-server.ts";

/** Takes an approval back: steps that call the tool fail from then on. Throws `NOT_FOUND`. */
export async function withdrawMcpTool({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly tool: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "tool.manage");
  const { db } = ctx.services;
  const row = await findServer(db, actor.workspaceId, input.id);
  await db.$transaction(async (tx) => {
    const gone = await tx.mcpTool.deleteMany({ where: { serverId: row.id, name: input.tool } });
    if (gone.count === 0) throw new ServiceError("NOT_FOUND", "MCP_TOOL", "Nobody has approved this tool.");
    await writeAudit(tx, { actor, verb: "tool.withdraw", subject: `${row.handle}/${input.tool}` });
  });
}
