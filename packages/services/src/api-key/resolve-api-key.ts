import type { Pool } from "pg";
import type { Actor } from "../actor.ts";
import { isKeyScope, isRole } from "../permission-table.ts";
import { tokenSha } from "../trigger/trigger-token.ts";

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly workspace_id: string;
  readonly scopes: readonly string[];
  readonly role: string;
}

/**
 * Who asks, by the key in `Authorization: Bearer …`; null where it is none, was revoked, has run out, or who made it is no
 * member any more. Nothing is remembered from one call to the next, so an end or a change of role counts at once.
 */
export async function resolveApiKey(pool: Pool, authorization: string | undefined): Promise<Actor | null> {
  const key = /^Bearer (orrery_[A-Za-z0-9_-]{43})$/i.exec(authorization ?? "")?.[1];
  if (key === undefined) return null;
  const found = await pool.query<KeyRow>({
    name: "actor-of-key",
    text: `WITH good AS (
        SELECT id, name, api_key.workspace_id, scopes, CASE WHEN created_by = 'local' THEN 'owner' ELSE member.role END AS role
        FROM api_key LEFT JOIN member
          ON 'user:' || member.user_id = api_key.created_by AND member.workspace_id = api_key.workspace_id
        WHERE key_sha = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())),
      used AS (UPDATE api_key SET last_used_at = now() FROM good
        WHERE api_key.id = good.id AND good.role IS NOT NULL
          AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute'))
      SELECT * FROM good WHERE role IS NOT NULL`,
    values: [tokenSha(key)],
  });
  const [row] = found.rows;
  if (row === undefined || !isRole(row.role)) return null;
  const { id: keyId, name, workspace_id: workspaceId, role } = row;
  return { kind: "key", keyId, name, workspaceId, role, scopes: row.scopes.filter(isKeyScope) };
}
