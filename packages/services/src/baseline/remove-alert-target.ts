import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { findAlertTarget } from "./alert-target.ts";

/** Takes somebody off who was told, with what is still in the outbox for them. Throws `NOT_FOUND`. */
export async function removeAlertTarget({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "alert.manage");
  const { id, name } = await findAlertTarget(ctx.services, actor.workspaceId, input.id);
  await ctx.services.db.$transaction(async (tx) => {
    await tx.alertTarget.deleteMany({ where: { id, workspaceId: actor.workspaceId } });
    await writeAudit(tx, { actor, verb: "alert.remove", subject: id, detail: { name } });
  });
}
