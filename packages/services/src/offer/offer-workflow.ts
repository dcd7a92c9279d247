import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/**
 * Offers the published version of a workflow as a tool under this name to everybody with a key that may run, or (null) takes
 * it back. Throws `NOT_FOUND`, `INVALID` (`TOOL_NAME`) and `CONFLICT` (`TOOL_NAME_TAKEN`).
 */
export async function offerWorkflow({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly workflowId: string; readonly name: string | null };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "workflow.write");
  const { workspaceId } = actor;
  const { name, workflowId: id } = input;
  if (name !== null && !/^[A-Za-z0-9_-]{1,64}$/.test(name))
    throw new ServiceError("INVALID", "TOOL_NAME", "A tool's name has letters, digits, - and _, at most 64.");
  await ctx.services.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    const workflow = await tx.workflow.findFirst({ where: { id, workspaceId, deletedAt: null } });
    if (workflow === null) throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
    // One that is deleted may be restored later, and is then offered no more.
    await tx.workflow.updateMany({
      where: { workspaceId, toolName: name, deletedAt: { not: null } },
      data: { toolName: null },
    });
    const taken = name === null ? null : await tx.workflow.findFirst({ where: { workspaceId, toolName: name } });
    if (taken !== null && taken.id !== id)
      throw new ServiceError(
        "CONFLICT",
        "TOOL_NAME_TAKEN",
        `“${taken.name.slice(0, 80)}” is offered as ${name} already.`,
      );
    await tx.workflow.update({ where: { id }, data: { toolName: name } });
    await writeAudit(tx, {
      actor,
      verb: name === null ? "workflow.withdraw-tool" : "workflow.offer-tool",
      subject: id,
    });
  });
}
