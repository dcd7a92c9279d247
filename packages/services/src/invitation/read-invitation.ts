import type { Role } from "../permission-table.ts";
import type { ServiceContext } from "../service-context.ts";
import { findInvitation } from "./find-invitation.ts";

export interface InvitationFace {
  readonly workspace: string;
  readonly role: Role;
  /** The only address it is good for; null: any. */
  readonly email: string | null;
  /** Who is signed in where it is looked at. */
  readonly visitor: { readonly name: string; readonly email: string; readonly isMember: boolean } | null;
}

/** What an invitation offers, to whoever has its link. Throws `NOT_FOUND` for every one that is not good. */
export async function readInvitation({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly token: string };
}): Promise<InvitationFace> {
  const { db } = ctx.services;
  const { workspaceId, role, email } = await findInvitation(db, input.token);
  const workspace = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const visitor = (await ctx.visitor?.()) ?? null;
  const known = visitor && {
    name: visitor.name,
    email: visitor.email,
    isMember: (await db.member.count({ where: { workspaceId, userId: visitor.userId } })) > 0,
  };
  return { workspace: workspace.name, role, email, visitor: known };
}
