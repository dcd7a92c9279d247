import type { ListedModels, ModelProviderKind } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { isText, readAddress } from "./read-provider.ts";

/**
 * Asks an endpoint, before or after it is set up, which models it has. What the endpoint answers is a value, also a refusal.
 * Throws `INVALID` (`PROVIDER_ADDRESS`, `LIST_MODELS` where this process reaches no models itself).
 */
export async function listProviderModels({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly kind: ModelProviderKind; readonly baseUrl?: string; readonly credential?: string };
}): Promise<ListedModels> {
  const { workspaceId } = requirePermission(ctx.actor, "model.manage");
  const { kind, credential = null } = input;
  const baseUrl = readAddress(input);
  if (credential !== null && !isText(credential)) {
    throw new ServiceError("INVALID", "PROVIDER_CREDENTIAL", "There is no such credential here.");
  }
  const listed = await ctx.services.models.listModels?.({ kind, baseUrl, credential }, workspaceId);
  if (listed === undefined) throw new ServiceError("INVALID", "LIST_MODELS", "This process does not ask for models.");
  return listed;
}
