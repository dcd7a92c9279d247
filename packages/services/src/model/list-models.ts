import type { ModelInfo } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** The models this installation can reach; the offline one is always among them and always named as such. */
export async function listModels({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly ModelInfo[]> {
  const { workspaceId } = requirePermission(ctx.actor, "model.read");
  return ctx.services.models.list(workspaceId);
}
