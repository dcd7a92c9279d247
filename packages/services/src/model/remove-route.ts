import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Forgets a route. Steps that name it fail from then on, but for `default`, which is the first model again. Throws `NOT_FOUND`. */
export async function removeRoute({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly name: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "model.manage");
  await ctx.services.db.$transaction(async (tx) => {
    const gone = await tx.modelRoute.deleteMany({ where: { workspaceId: actor.workspaceId, name: input.name } });
    if (gone.count === 0) throw new ServiceError("NOT_FOUND", "ROUTE", "There is no such route.");
    await writeAudit(tx, { actor, verb: "model.remove-route", subject: input.name });
  });
}
