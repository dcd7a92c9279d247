import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

const mostNames = 1_000;

/** The names of the workspace's workflows, edited last first, for a choice among them; at most 1,000. */
export async function listWorkflowNames({
  ctx,
}: {
  readonly ctx: ServiceContext;
}): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { workspaceId } = requirePermission(ctx.actor, "workflow.read");
  return ctx.services.db.workflow.findMany({
    where: { workspaceId, deletedAt: null },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    select: { id: true, name: true },
    take: mostNames,
  });
}
