import type { Prisma, PrismaClient } from "@orrery/db";
import type { Actor } from "../actor.ts";
import { ServiceError } from "../service-error.ts";

/** A comment of a workflow that is still there. Throws `NOT_FOUND`. */
export async function findComment(
  reader: Pick<PrismaClient | Prisma.TransactionClient, "comment">,
  actor: Actor,
  id: string,
) {
  const row = await reader.comment.findFirst({
    where: { id, workspaceId: actor.workspaceId, workflow: { deletedAt: null } },
  });
  if (row === null) throw new ServiceError("NOT_FOUND", "COMMENT", "This comment is gone.");
  return row;
}
