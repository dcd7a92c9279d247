import { requirePermission } from "../actor.ts";
import { noAddress } from "../identity/get-account.ts";
import { isRole, type Role } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";

export interface MemberRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string | null;
  readonly role: Role;
  /** Epoch ms. */
  readonly joinedAt: number;
  readonly hasPassword: boolean;
}

/** The people of the workspace, in the order in which they joined. */
export async function listMembers({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly MemberRow[]> {
  const actor = requirePermission(ctx.actor, "member.read");
  const rows = await ctx.services.db.member.findMany({
    where: { workspaceId: actor.workspaceId },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    include: { user: { include: { accounts: { where: { providerId: "credential" }, select: { password: true } } } } },
    take: 1_000,
  });
  return rows.map(({ userId, role, createdAt, user }) => ({
    userId,
    name: user.name,
    email: user.email.endsWith(noAddress) ? null : user.email,
    role: isRole(role) ? role : "viewer",
    joinedAt: createdAt.getTime(),
    hasPassword: user.accounts.some(({ password }) => password !== null),
  }));
}
