import { actorName, may, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Ends a key at once: one's own, or any of the workspace for an owner. Throws `NOT_FOUND`. */
export async function revokeApiKey({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "key.own");
  const own = may(actor, "key.manage") ? {} : { createdBy: actorName(actor) };
  await ctx.services.db.$transaction(async (tx) => {
    const where = { id: input.id, workspaceId: actor.workspaceId, revokedAt: null, ...own };
    const ended = await tx.apiKey.updateMany({ where, data: { revokedAt: new Date() } });
    if (ended.count === 0) throw new ServiceError("NOT_FOUND", "KEY", "There is no such key.");
    await writeAudit(tx, { actor, verb: "key.revoke", subject: input.id });
  });
  await ctx.services.bus.publish("access", [`key:${input.id}`]);
}
