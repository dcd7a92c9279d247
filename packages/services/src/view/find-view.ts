import { type Actor, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";

/** A view that the actor may change: one of their own, or, as an editor, one of everybody's. Throws `NOT_FOUND`, `FORBIDDEN`. */
export async function findView(ctx: ServiceContext, id: string) {
  const actor: Actor = requirePermission(ctx.actor, "run.read");
  const row = await ctx.services.db.savedView.findFirst({ where: { id, workspaceId: actor.workspaceId } });
  const isOwn = row !== null && actor.kind === "user" && row.userId === actor.userId;
  if (!isOwn) requirePermission(ctx.actor, "view.manage");
  if (row === null || (!isOwn && row.userId !== null)) {
    throw new ServiceError("NOT_FOUND", "VIEW", "There is no such view.");
  }
  return { actor, row };
}
