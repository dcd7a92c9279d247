import { randomBytes } from "node:crypto";
import type { Pool } from "pg";

/** The same secret as `instanceSecret`, for a process that has a pool and no Prisma client. */
export async function instanceSecretOf(pool: Pick<Pool, "query">): Promise<string> {
  const found = await pool.query<{ auth_secret: string }>(
    `INSERT INTO instance (id, auth_secret) VALUES (1, $1)
     ON CONFLICT (id) DO UPDATE SET auth_secret = instance.auth_secret RETURNING auth_secret`,
    [randomBytes(32).toString("base64url")],
  );
  const [row] = found.rows;
  if (row === undefined) throw new Error("The instance has no row.");
  return row.auth_secret;
}
