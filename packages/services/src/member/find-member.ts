import type { Prisma } from "@orrery/db";
import { ServiceError } from "../service-error.ts";

/** The membership of this person in this workspace, with their account. Throws `NOT_FOUND`. */
export async function findMember(tx: Prisma.TransactionClient, workspaceId: string, userId: string) {
  const member = await tx.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    include: { user: true },
  });
  if (member === null) throw new ServiceError("NOT_FOUND", "MEMBER", "There is no such member.");
  return member;
}
