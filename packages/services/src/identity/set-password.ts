import type { Prisma } from "@orrery/db";

/** Stores a hash as the person's password, in place of the one there was. */
export async function setPassword(tx: Prisma.TransactionClient, userId: string, hash: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`;
  const changed = await tx.account.updateMany({
    where: { userId, providerId: "credential" },
    data: { password: hash, updatedAt: new Date() },
  });
  if (changed.count > 0) return;
  await tx.account.create({
    data: { id: crypto.randomUUID(), accountId: userId, providerId: "credential", userId, password: hash },
  });
}
