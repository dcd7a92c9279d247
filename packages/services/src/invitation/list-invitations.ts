import { requirePermission } from "../actor.ts";
import { isRole, type Role } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";

export interface InvitationRow {
  readonly id: string;
  readonly role: Role;
  readonly email: string | null;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** The invitations that nobody has accepted and nobody has revoked, newest first; some may have run out. */
export async function listInvitations({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly InvitationRow[]> {
  const actor = requirePermission(ctx.actor, "member.manage");
  const rows = await ctx.services.db.invitation.findMany({
    where: { workspaceId: actor.workspaceId, acceptedAt: null, revokedAt: null },
    orderBy: { id: "desc" },
    take: 500,
  });
  return rows.map(({ id, role, email, createdAt, expiresAt }) => ({
    id,
    role: isRole(role) ? role : "viewer",
    email,
    createdAt: createdAt.getTime(),
    expiresAt: expiresAt.getTime(),
  }));
}
