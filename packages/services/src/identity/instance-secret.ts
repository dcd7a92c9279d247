import { randomBytes } from "node:crypto";
import type { PrismaClient } from "@orrery/db";

/** The secret that signs sessions: made at first use, the same for every process on this database. */
export async function instanceSecret(db: PrismaClient): Promise<string> {
  const row = await db.instance.upsert({
    where: { id: 1 },
    create: { id: 1, authSecret: randomBytes(32).toString("base64url") },
    update: {},
  });
  return row.authSecret;
}
