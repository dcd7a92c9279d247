import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { findServer } from "./stored-server.ts";

/** Forgets a server with all that was approved of it. Steps that name it fail from then on. Throws `NOT_FOUND`. */
export async function removeMcpServer({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "tool.manage");
  const { db } = ctx.services;
  const { handle } = await findServer(db, actor.workspaceId, input.id);
  await db.$transaction(async (tx) => {
    await tx.mcpServer.deleteMany({ where: { id: input.id, workspaceId: actor.workspaceId } });
    await tx.mcpSignIn.deleteMany({ where: { serverId: input.id } });
    await writeAudit(tx, { actor, verb: "tool.remove-server", subject: handle });
  });
}
