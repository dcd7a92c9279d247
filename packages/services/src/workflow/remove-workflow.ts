import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Takes a workflow out of the lists; `restore` brings it back. Its runs stay. Throws `NOT_FOUND`. */
export async function removeWorkflow({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly restore?: boolean };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "workflow.write");
  const restore = input.restore === true;
  await ctx.services.db.$transaction(async (tx) => {
    const changed = await tx.workflow.updateMany({
      where: { id: input.id, workspaceId: actor.workspaceId, deletedAt: restore ? { not: null } : null },
      data: { deletedAt: restore ? null : new Date() },
    });
    if (changed.count === 0) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
    await writeAudit(tx, { actor, verb: restore ? "workflow.restore" : "workflow.remove", subject: input.id });
  });
  await ctx.services.bus.publish("workspace", [actor.workspaceId]);
  await ctx.services.bus.publish("draft", [input.id]);
}
