import type { Pool } from "pg";
import { InstanceKeyProblem } from "./instance-key.ts";
import { type SealingKey, seal, unseal } from "./seal.ts";

const belongs = ["instance-seal"];
const words = "orrery";

export const wrongKeyWords =
  "This is not the key that the stored credentials were sealed with: set ORRERY_KEY, or the key file of the data folder, to the one of this installation.";

/**
 * Holds the key against the database: the first one that comes is the installation's, every other is refused.
 * @throws InstanceKeyProblem in one sentence.
 */
export async function checkInstanceKey(pool: Pick<Pool, "query">, key: SealingKey): Promise<void> {
  await pool.query(`INSERT INTO instance_seal (id, key_id, "check") VALUES (1, $1, $2) ON CONFLICT (id) DO NOTHING`, [
    key.id,
    seal(key, belongs, words),
  ]);
  const found = await pool.query<{ check: string }>(`SELECT "check" FROM instance_seal WHERE id = 1`);
  try {
    if (unseal(key, belongs, found.rows[0]?.check ?? "") === words) return;
  } catch {
    // Said below.
  }
  throw new InstanceKeyProblem(wrongKeyWords);
}

/** What the database keeps of a key: nothing by which it could be found. */
export function instanceCheckOf(key: SealingKey): { readonly keyId: string; readonly check: string } {
  return { keyId: key.id, check: seal(key, belongs, words) };
}
