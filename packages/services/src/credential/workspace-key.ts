import { randomBytes } from "node:crypto";
import type { Prisma } from "@orrery/db";
import type { SqlRunner } from "@orrery/db/run-log";
import { v7 as uuidv7 } from "uuid";
import { instanceCheckOf, wrongKeyWords } from "./check-instance-key.ts";
import { InstanceKeyProblem } from "./instance-key.ts";
import { type SealingKey, seal, unseal } from "./seal.ts";

/**
 * Whoever seals waits for whoever turns the keys, and the other way round.
 * @throws InstanceKeyProblem where the key is not the installation's (any more): nothing may be sealed under two.
 */
export async function lockSealing(tx: Prisma.TransactionClient, instance: SealingKey): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('orrery/sealing'))`;
  const known = await tx.instanceSeal.findUnique({ where: { id: 1 } });
  if (known === null) await tx.instanceSeal.create({ data: { id: 1, ...instanceCheckOf(instance) } });
  else if (known.keyId !== instance.id) throw new InstanceKeyProblem(wrongKeyWords);
}

/** A workspace's key as it stands in its row. */
export function wrapKey(instance: SealingKey, workspaceId: string, key: SealingKey): string {
  return seal(instance, ["seal-key", workspaceId, key.id], key.bytes.toString("base64url"));
}

/** Throws where the instance's key is another one. */
export function unwrapKey(
  instance: SealingKey,
  row: { readonly id: string; readonly workspaceId: string; readonly wrapped: string },
): SealingKey {
  const text = unseal(instance, ["seal-key", row.workspaceId, row.id], row.wrapped);
  return { id: row.id, bytes: Buffer.from(text, "base64url") };
}

/** The key under which the workspace seals now, made where it has none. Call `lockSealing` first. */
export async function currentKey(
  tx: Prisma.TransactionClient,
  instance: SealingKey,
  workspaceId: string,
): Promise<SealingKey> {
  const row = await tx.sealKey.findFirst({ where: { workspaceId, isCurrent: true } });
  return row === null ? newKey(tx, instance, workspaceId) : unwrapKey(instance, row);
}

/** A key of a workspace by its id. @throws InstanceKeyProblem where this process has none to open it with. */
export async function readSealKey(
  sql: SqlRunner,
  instance: SealingKey | null,
  { workspaceId, keyId }: { readonly workspaceId: string; readonly keyId: string },
): Promise<SealingKey> {
  if (instance === null) throw new InstanceKeyProblem("This executor has no key to open credentials with.");
  const found = await sql.query<{ id: string; wrapped: string }>({
    text: "SELECT id, wrapped FROM seal_key WHERE workspace_id = $1 AND id = $2",
    values: [workspaceId, keyId],
  });
  const [row] = found.rows;
  if (row === undefined) throw new Error("The key of a credential is gone.");
  return unwrapKey(instance, { ...row, workspaceId });
}

/** A fresh key, written as the current one. */
export async function newKey(
  tx: Prisma.TransactionClient,
  instance: SealingKey,
  workspaceId: string,
): Promise<SealingKey> {
  const key: SealingKey = { id: uuidv7(), bytes: randomBytes(32) };
  await tx.sealKey.create({ data: { id: key.id, workspaceId, wrapped: wrapKey(instance, workspaceId, key) } });
  return key;
}
