import type { Pool } from "pg";
import type { Actor } from "../actor.ts";
import { tokenSha } from "../trigger/trigger-token.ts";

/** Who asks, by the key in `Authorization: Bearer …`; null where it is none, or was revoked. Nothing is remembered. */
export async function resolveApiKey(pool: Pool, authorization: string | undefined): Promise<Actor | null> {
  const key = /^Bearer (orrery_[A-Za-z0-9_-]{43})$/.exec(authorization ?? "")?.[1];
  if (key === undefined) return null;
  const found = await pool.query<{ id: string; name: string; workspace_id: string }>({
    name: "actor-of-key",
    text: `UPDATE api_key SET last_used_at = CASE WHEN last_used_at > now() - interval '1 minute' THEN last_used_at ELSE now() END
      WHERE key_sha = $1 AND revoked_at IS NULL RETURNING id, name, workspace_id`,
    values: [tokenSha(key)],
  });
  const [row] = found.rows;
  return row === undefined
    ? null
    : { kind: "key", keyId: row.id, name: row.name, workspaceId: row.workspace_id, role: "caller" };
}
