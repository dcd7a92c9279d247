import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import type { DashboardProjection } from "./dashboard-projection.ts";
import { type DashboardTarget, wholeWorkspace } from "./dashboard-target.ts";
import { type MadeShareLink, type ShareTerms, storeShareLink } from "./store-share-link.ts";

/**
 * Makes a link by which whoever has it sees a dashboard, as it is whenever they look, without signing in. Its token is told here
 * once. Throws `NOT_FOUND`, `INVALID` (`PASSWORD`) and, at 1,000 open links, `CONFLICT` (`SHARE_LINKS`).
 */
export async function makeDashboardLink({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: ShareTerms & DashboardTarget & { readonly projection: DashboardProjection };
}): Promise<MadeShareLink> {
  const actor = requirePermission(ctx.actor, "share.manage");
  const { workflowId } = input;
  const where = { workspaceId: actor.workspaceId, deletedAt: null };
  const workflow =
    workflowId === null ? null : await ctx.services.db.workflow.findFirst({ where: { ...where, id: workflowId } });
  if (workflowId !== null && workflow === null) {
    throw new ServiceError("NOT_FOUND", "WORKFLOW", "There is no such workflow.");
  }
  const { range, names, errors, usage } = input.projection;
  return storeShareLink(ctx.services, actor, {
    ...{ kind: "dashboard", targetId: workflowId ?? wholeWorkspace, name: workflow?.name ?? "", terms: input },
    projection: { range, names, errors, usage },
  });
}
