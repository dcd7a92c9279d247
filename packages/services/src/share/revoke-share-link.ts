import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { auditedTarget } from "./store-share-link.ts";

/** Closes a link for good: its page is gone at once, and streams that are open end within seconds. Throws `NOT_FOUND`. */
export async function revokeShareLink({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "share.manage");
  const { workspaceId } = actor;
  await ctx.services.db.$transaction(async (tx) => {
    const where = { id: input.id, workspaceId, revokedAt: null };
    const revoked = await tx.shareLink.updateMany({ where, data: { revokedAt: new Date() } });
    const link = revoked.count === 0 ? null : await tx.shareLink.findUnique({ where: { id: input.id } });
    if (link === null) throw new ServiceError("NOT_FOUND", "SHARE_LINK", "There is no such open link.");
    const of = { where: { id: link.targetId, workspaceId }, select: { name: true } } as const;
    const target = link.kind === "run" ? await tx.run.findFirst(of) : await tx.workflow.findFirst(of);
    const detail = {
      ...auditedTarget(link.kind, link.targetId),
      ...(target !== null && { name: target.name }),
    };
    await writeAudit(tx, { actor, verb: "share.revoke", subject: link.id, detail });
  });
}
