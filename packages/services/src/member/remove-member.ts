import { requirePermission, requirePerson } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { endKeysOf, endLinksOf } from "./end-powers.ts";
import { findMember } from "./find-member.ts";
import { keepAnOwner } from "./keep-an-owner.ts";
import { holdMembers, lockMembers } from "./lock-members.ts";

/**
 * Takes a member out of the workspace; anybody may take out themselves. Their sessions, keys and links end at once; their
 * account stays, for another invitation. Throws `NOT_FOUND`, `CONFLICT` (`LAST_OWNER`).
 */
export async function removeMember({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly userId: string };
}): Promise<void> {
  const { userId } = input;
  const isSelf = ctx.actor?.kind === "user" && ctx.actor.userId === userId;
  const actor = isSelf ? requirePerson(ctx.actor) : requirePermission(ctx.actor, "member.manage");
  const { workspaceId } = actor;
  await ctx.services.db.$transaction(async (tx) => {
    await (isSelf ? holdMembers(tx, workspaceId) : lockMembers(tx, actor));
    const member = await findMember(tx, workspaceId, userId);
    if (member.role === "owner") await keepAnOwner(tx, workspaceId, userId);
    await tx.member.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
    await endLinksOf(tx, workspaceId, userId);
    await endKeysOf(tx, workspaceId, userId);
    const elsewhere = await tx.member.count({ where: { userId } });
    if (elsewhere === 0) await tx.session.deleteMany({ where: { userId } });
    const verb = isSelf ? "member.leave" : "member.remove";
    await writeAudit(tx, { actor, verb, subject: userId, detail: { name: member.user.name, role: member.role } });
  });
  await ctx.services.bus.publish("access", [`user:${userId}`]);
}
