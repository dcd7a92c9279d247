import { requirePermission } from "../actor.ts";
import { lockMembers } from "../member/lock-members.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Ends an invitation that nobody has accepted yet. Throws `NOT_FOUND`. */
export async function revokeInvitation({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "member.manage");
  const where = { id: input.id, workspaceId: actor.workspaceId, acceptedAt: null, revokedAt: null };
  await ctx.services.db.$transaction(async (tx) => {
    await lockMembers(tx, actor);
    const found = await tx.invitation.findFirst({ where });
    if (found === null) throw new ServiceError("NOT_FOUND", "INVITATION", "There is no such open invitation.");
    await tx.invitation.update({ where: { id: found.id }, data: { revokedAt: new Date() } });
    const detail = { role: found.role, ...(found.email !== null && { email: found.email }) };
    await writeAudit(tx, { actor, verb: "invitation.revoke", subject: found.id, detail });
  });
}
