import type { Prisma } from "@orrery/db";
import { v7 as uuidv7 } from "uuid";
import { type Actor, actorName } from "./actor.ts";

/** One line in the workspace's audit, in the transaction of the change it tells of. */
export async function writeAudit(
  tx: Prisma.TransactionClient,
  entry: { readonly actor: Actor; readonly verb: string; readonly subject: string },
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: uuidv7(),
      workspaceId: entry.actor.workspaceId,
      actor: actorName(entry.actor),
      verb: entry.verb,
      subject: entry.subject,
    },
  });
}
