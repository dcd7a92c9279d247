import type { SharedDashboard } from "@orrery/viewer/shared-dashboard";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import type { DashboardProjection } from "./dashboard-projection.ts";
import type { DashboardTarget } from "./dashboard-target.ts";
import { loadSharedDashboard } from "./load-shared-dashboard.ts";

/** A dashboard exactly as a link with this projection would show it now. Throws `NOT_FOUND`. */
export async function previewSharedDashboard({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: DashboardTarget & { readonly projection: DashboardProjection };
}): Promise<SharedDashboard> {
  const { workspaceId } = requirePermission(ctx.actor, "share.manage");
  const { workflowId, projection } = input;
  return loadSharedDashboard(ctx.services, { workspaceId, workflowId }, { projection, live: null });
}
