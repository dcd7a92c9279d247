import type { Prisma } from "@orrery/db";
import { isMadeByAnOwner } from "../member/is-made-by-an-owner.ts";
import { isRole, type Role } from "../permission-table.ts";
import { ServiceError } from "../service-error.ts";
import { tokenSha } from "../trigger/trigger-token.ts";

export interface GoodInvitation {
  readonly id: string;
  readonly workspaceId: string;
  readonly role: Role;
  readonly email: string | null;
}

/** The invitation of this token. Throws one and the same `NOT_FOUND` for all that are not good, whatever the reason. */
export async function findInvitation(db: Prisma.TransactionClient, token: string): Promise<GoodInvitation> {
  const found = await db.invitation.findUnique({ where: { tokenSha: tokenSha(token) } });
  if (found === null || found.acceptedAt !== null || found.revokedAt !== null) throw notGood();
  if (found.expiresAt <= new Date() || !isRole(found.role) || !(await isMadeByAnOwner(db, found))) throw notGood();
  return { id: found.id, workspaceId: found.workspaceId, role: found.role, email: found.email };
}

export function notGood(): ServiceError {
  const words =
    "This invitation is not good: it was used or revoked, it has run out, or it never was. Ask for another.";
  return new ServiceError("NOT_FOUND", "INVITATION", words);
}
