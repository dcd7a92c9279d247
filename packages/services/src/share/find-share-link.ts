import type { Services } from "../service-context.ts";
import { tokenSha } from "../trigger/trigger-token.ts";
import { type ShareProjection, storedProjection } from "./share-projection.ts";
import { isShareToken } from "./share-token.ts";

/** A link that is good at this moment. What it shows is in its row, and nothing that its holder sends changes it. */
export interface OpenShareLink {
  readonly id: string;
  readonly workspaceId: string;
  readonly runId: string;
  readonly projection: ShareProjection;
  readonly passwordHash: string | null;
  readonly expiresAt: number;
}

/** The link of a token; null where there is none, whatever the reason: guessed, cut, run out, closed, or its run is gone. */
export async function findShareLink({ db }: Pick<Services, "db">, token: string): Promise<OpenShareLink | null> {
  if (!isShareToken(token)) return null;
  const row = await db.shareLink.findUnique({ where: { tokenSha: tokenSha(token) } });
  if (row === null || row.kind !== "run" || row.revokedAt !== null || row.expiresAt <= new Date()) return null;
  const run = await db.run.count({ where: { id: row.targetId, workspaceId: row.workspaceId } });
  if (run === 0) return null;
  return {
    id: row.id,
    workspaceId: row.workspaceId,
    runId: row.targetId,
    projection: storedProjection(row.projection),
    passwordHash: row.passwordHash,
    expiresAt: row.expiresAt.getTime(),
  };
}

/** Whether a link that was good is good still. */
export async function isStillOpen({ pool }: Pick<Services, "pool">, id: string): Promise<boolean> {
  const found = await pool.query({
    name: "share-link-open",
    text: "SELECT 1 FROM share_link WHERE id = $1 AND revoked_at IS NULL AND expires_at > now()",
    values: [id],
  });
  return found.rowCount === 1;
}
