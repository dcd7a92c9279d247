import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/**
 * Keeps an adaptive route at what was seen until now, or lets it learn again. Throws `NOT_FOUND`, and `INVALID`
 * (`ROUTE_NOT_ADAPTIVE`) for one that does not learn.
 */
export async function freezeRoute({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly name: string; readonly isFrozen: boolean };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "model.manage");
  const { workspaceId } = actor;
  const { name, isFrozen } = input;
  await ctx.services.db.$transaction(async (tx) => {
    const where = { workspaceId_name: { workspaceId, name } };
    const found = await tx.modelRoute.findUnique({ where, select: { mode: true, frozenAt: true } });
    if (found === null) throw new ServiceError("NOT_FOUND", "ROUTE", "There is no such route.");
    if (found.mode !== "adaptive") {
      throw new ServiceError(
        "INVALID",
        "ROUTE_NOT_ADAPTIVE",
        "This route does not learn, so there is nothing to freeze.",
      );
    }
    if ((found.frozenAt !== null) === isFrozen) return;
    await tx.modelRoute.update({ where, data: { frozenAt: isFrozen ? new Date() : null } });
    await writeAudit(tx, { actor, verb: isFrozen ? "model.freeze-route" : "model.thaw-route", subject: name });
  });
}
