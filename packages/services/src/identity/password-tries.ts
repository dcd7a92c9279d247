import { createHash } from "node:crypto";
import type { Prisma, PrismaClient } from "@orrery/db";

/** So many wrong passwords in a row are let pass; then whoever tries waits until the time is over. */
export const mostTries = 10;
const windowMs = 15 * 60 * 1000;

type Db = PrismaClient | Prisma.TransactionClient;

/**
 * Counts one try of a password on `subject` (an address, a link), known or not, before the password is looked at: tries that
 * come at once are counted one after another. @returns null where it may be tried, otherwise ms to wait.
 */
export async function takeTry(db: Db, subject: string): Promise<number | null> {
  const [row] = await db.$queryRaw<readonly { readonly tries: number; readonly waited: number }[]>`
    WITH swept AS (DELETE FROM password_try WHERE since < now() - interval '1 day')
    INSERT INTO password_try AS old (key, tries, since) VALUES (${keyOf(subject)}, 1, now())
    ON CONFLICT (key) DO UPDATE SET
      tries = CASE WHEN old.since < now() - interval '15 minutes' THEN 1 ELSE old.tries + 1 END,
      since = CASE WHEN old.since < now() - interval '15 minutes' THEN now() ELSE old.since END
    RETURNING tries, (extract(epoch FROM now() - since) * 1000)::int AS waited`;
  if (row === undefined || row.tries <= mostTries) return null;
  return Math.max(1_000, windowMs - row.waited);
}

/** The password was right: the count begins anew. */
export async function forgetTries(db: Db, subject: string): Promise<void> {
  await db.passwordTry.deleteMany({ where: { key: keyOf(subject) } });
}

/** Addresses that somebody tried are nobody's to read in the database. */
function keyOf(subject: string): string {
  return createHash("sha256").update(subject.trim().toLowerCase()).digest("hex");
}
