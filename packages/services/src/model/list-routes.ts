import type { ModelRouteView } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** A route as it stands now, with the reasons. */
export type RouteRow = ModelRouteView;

/** The routes of the workspace by name, with what was seen of their members and what follows from it. */
export async function listRoutes({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly RouteRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "model.read");
  return (await ctx.services.models.routes?.(workspaceId)) ?? [];
}
