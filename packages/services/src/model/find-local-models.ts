import type { LocalEndpoint } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

export type LocalModels = LocalEndpoint;

/**
 * Asks the usual ports of the machine that the studio runs on for model servers. Throws `INVALID` (`LOCAL_MODELS`) where this
 * process reaches no models itself.
 */
export async function findLocalModels({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly LocalModels[]> {
  requirePermission(ctx.actor, "model.manage");
  const found = await ctx.services.models.lookForLocal?.();
  if (found === undefined) throw new ServiceError("INVALID", "LOCAL_MODELS", "This process does not look for models.");
  return found;
}
