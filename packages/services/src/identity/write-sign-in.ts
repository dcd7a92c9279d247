import type { PrismaClient } from "@orrery/db";
import { writeAudit } from "../write-audit.ts";

/** One line in the audit of each workspace of a person who has just signed in. */
export async function writeSignIn(db: PrismaClient, userId: string, by: "password" | "link"): Promise<void> {
  const members = await db.member.findMany({ where: { userId }, select: { workspaceId: true } });
  await db.$transaction(async (tx) => {
    for (const { workspaceId } of members) {
      const actor = { kind: "user", userId, workspaceId } as const;
      await writeAudit(tx, { actor, verb: "person.sign-in", subject: userId, detail: { by } });
    }
  });
}
