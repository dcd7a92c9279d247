import { requirePermission } from "../actor.ts";
import type { Role } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { endLinksOf } from "./end-powers.ts";
import { findMember } from "./find-member.ts";
import { keepAnOwner } from "./keep-an-owner.ts";
import { lockMembers } from "./lock-members.ts";

/** Gives a member another role, which counts from their next request on. Throws `NOT_FOUND`, `CONFLICT` (`LAST_OWNER`). */
export async function setMemberRole({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly userId: string; readonly role: Role };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "member.manage");
  const { userId, role } = input;
  const { workspaceId } = actor;
  await ctx.services.db.$transaction(async (tx) => {
    await lockMembers(tx, actor);
    const member = await findMember(tx, workspaceId, userId);
    if (member.role === role) return;
    if (member.role === "owner") {
      await keepAnOwner(tx, workspaceId, userId);
      await endLinksOf(tx, workspaceId, userId);
    }
    await tx.member.update({ where: { workspaceId_userId: { workspaceId, userId } }, data: { role } });
    const detail = { name: member.user.name, from: member.role, to: role };
    await writeAudit(tx, { actor, verb: "member.role", subject: userId, detail });
  });
  await ctx.services.bus.publish("access", [`user:${userId}`]);
}
