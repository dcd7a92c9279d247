import { requirePerson } from "../actor.ts";
import type { Role } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";

export interface Account {
  readonly userId: string;
  readonly name: string;
  /** Null for the owner of a fresh installation, who has given none yet. */
  readonly email: string | null;
  readonly hasPassword: boolean;
  readonly role: Role;
  readonly workspace: string;
}

/** The domain of addresses that nobody has given. */
export const noAddress = "@orrery.localhost";

/** One's own account, as it stands. */
export async function getAccount({ ctx }: { readonly ctx: ServiceContext }): Promise<Account> {
  const actor = requirePerson(ctx.actor);
  const { db } = ctx.services;
  const [user, passwords, workspace] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: actor.userId } }),
    db.account.count({ where: { userId: actor.userId, providerId: "credential", password: { not: null } } }),
    db.workspace.findUniqueOrThrow({ where: { id: actor.workspaceId } }),
  ]);
  return {
    userId: actor.userId,
    name: user.name,
    email: user.email.endsWith(noAddress) ? null : user.email,
    hasPassword: passwords > 0,
    role: actor.role,
    workspace: workspace.name,
  };
}
