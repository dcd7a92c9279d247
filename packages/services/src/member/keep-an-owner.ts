import type { Prisma } from "@orrery/db";
import { ServiceError } from "../service-error.ts";

/** Throws `CONFLICT` where this person is the only owner. Under the lock of the workspace's members. */
export async function keepAnOwner(tx: Prisma.TransactionClient, workspaceId: string, userId: string): Promise<void> {
  const others = await tx.member.count({ where: { workspaceId, role: "owner", userId: { not: userId } } });
  if (others > 0) return;
  throw new ServiceError(
    "CONFLICT",
    "LAST_OWNER",
    "A workspace keeps at least one owner. Make somebody else an owner first.",
  );
}
