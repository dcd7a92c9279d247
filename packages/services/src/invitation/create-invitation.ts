import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import { lockMembers } from "../member/lock-members.ts";
import type { Role } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { newToken, tokenSha } from "../trigger/trigger-token.ts";
import { writeAudit } from "../write-audit.ts";

const mostOpen = 200;
const dayMs = 24 * 3_600_000;

/**
 * Makes a link by which one person joins the workspace. Its token is told here once; only its SHA-256 is stored. With
 * `email` (in lower case) it is good for that address only. Throws `CONFLICT` (`INVITATIONS`) at 200 open ones.
 */
export async function createInvitation({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly role: Role; readonly days: number; readonly email?: string };
}): Promise<{ readonly id: string; readonly token: string; readonly expiresAt: number }> {
  const actor = requirePermission(ctx.actor, "member.manage");
  const { workspaceId } = actor;
  const { role, email = null } = input;
  const id = uuidv7();
  const token = newToken();
  const expiresAt = new Date(Date.now() + input.days * dayMs);
  await ctx.services.db.$transaction(async (tx) => {
    await lockMembers(tx, actor);
    const open = await tx.invitation.count({
      where: { workspaceId, acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
    });
    if (open >= mostOpen) {
      throw new ServiceError("CONFLICT", "INVITATIONS", `There are ${open} open invitations. Revoke some first.`);
    }
    await tx.invitation.create({
      data: { id, workspaceId, role, email, tokenSha: tokenSha(token), createdBy: actorName(actor), expiresAt },
    });
    const detail = { role, ...(email !== null && { email }) };
    await writeAudit(tx, { actor, verb: "invitation.create", subject: id, detail });
  });
  return { id, token, expiresAt: expiresAt.getTime() };
}
