import type { Prisma } from "@orrery/db";

/** Ends the links that this person has made as an owner, so that none outlives their right to make it. */
export async function endLinksOf(tx: Prisma.TransactionClient, workspaceId: string, userId: string): Promise<void> {
  const createdBy = `user:${userId}`;
  const now = new Date();
  await tx.invitation.updateMany({
    where: { workspaceId, createdBy, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  await tx.passwordLink.updateMany({ where: { workspaceId, createdBy, usedAt: null }, data: { usedAt: now } });
}

/** Ends the keys that this person has made. */
export async function endKeysOf(tx: Prisma.TransactionClient, workspaceId: string, userId: string): Promise<void> {
  await tx.apiKey.updateMany({
    where: { workspaceId, createdBy: `user:${userId}`, revokedAt: null },
    data: { revokedAt: new Date() },
  });
}
