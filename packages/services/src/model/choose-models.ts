import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { readModels } from "./read-provider.ts";

/**
 * Says anew which models of an endpoint steps may name. Steps that name one that is left out fail from then on. Throws
 * `INVALID` (`PROVIDER_MODELS`) and `NOT_FOUND`.
 */
export async function chooseModels({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly models: readonly string[] };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "model.manage");
  const models = readModels(input.models);
  await ctx.services.db.$transaction(async (tx) => {
    const where = { id: input.id, workspaceId: actor.workspaceId };
    const found = await tx.modelProvider.findFirst({ where, select: { handle: true } });
    if (found === null) throw new ServiceError("NOT_FOUND", "PROVIDER", "There is no such provider.");
    await tx.modelProvider.updateMany({ where, data: { models } });
    await writeAudit(tx, { actor, verb: "model.choose-models", subject: input.id, detail: { name: found.handle } });
  });
}
