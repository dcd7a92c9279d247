import type { SqlRunner } from "@orrery/db/run-log";
import { createSecretMask, type Secret, type SecretMask, type Secrets } from "@orrery/ports";
import { type SealingKey, sealedUnder, unseal } from "./seal.ts";
import { readSealKey } from "./workspace-key.ts";

const kinds = ["bearer", "header", "basic", "model", "signing", "smtp", "postgres"] as const;

/** Opens credentials for steps, straight from the database each time: a replaced value counts from the next step on. */
export function createSecrets(sql: SqlRunner, instance: SealingKey | null): Secrets {
  const masks = new Map<string, SecretMask>();
  const mask = (workspaceId: string): SecretMask => {
    const known = masks.get(workspaceId) ?? createSecretMask();
    masks.set(workspaceId, known);
    return known;
  };

  return {
    mask,
    async resolve(workspaceId, handle) {
      const found = await sql.query<{
        id: string;
        kind: string;
        hosts: string[];
        open: Record<string, string>;
        sealed: Record<string, string>;
      }>({
        name: "resolve-credential",
        text: `UPDATE credential
          SET last_used_at = CASE WHEN last_used_at > now() - interval '1 minute' THEN last_used_at ELSE now() END
          WHERE workspace_id = $1 AND handle = $2 RETURNING id, kind, hosts, open, sealed`,
        values: [workspaceId, handle],
      });
      const [row] = found.rows;
      const kind = kinds.find((one) => one === row?.kind);
      if (row === undefined || kind === undefined) return null;
      const values: Record<string, string> = {};
      for (const [field, sealed] of Object.entries(row.sealed)) {
        const key = await readSealKey(sql, instance, { workspaceId, keyId: sealedUnder(sealed) ?? "" });
        const value = unseal(key, [workspaceId, row.id, field], sealed);
        values[field] = value;
        mask(workspaceId).learn(value);
      }
      return { handle, kind, hosts: row.hosts, open: row.open, values } satisfies Secret;
    },
  };
}
