import type { Prisma } from "@orrery/db";
import { v7 as uuidv7 } from "uuid";
import { actorName, type NamedActor } from "./actor.ts";

/** One line in the workspace's audit, in the transaction of the change it tells of; `detail` is for what its words need and may be gone later. */
export async function writeAudit(
  tx: Prisma.TransactionClient,
  entry: {
    readonly actor: NamedActor;
    readonly verb: string;
    readonly subject: string;
    readonly detail?: Readonly<Record<string, string>>;
  },
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      id: uuidv7(),
      workspaceId: entry.actor.workspaceId,
      actor: actorName(entry.actor),
      verb: entry.verb,
      subject: entry.subject,
      detail: entry.detail ?? {},
    },
  });
}
