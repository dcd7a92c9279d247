import type { PrismaClient } from "@orrery/db";
import { sealedForSignIn } from "../mcp-server/sealed-sign-in.ts";
import { instanceCheckOf } from "./check-instance-key.ts";
import { type SealingKey, seal, sealedUnder, unseal } from "./seal.ts";
import { lockSealing, newKey, unwrapKey, wrapKey } from "./workspace-key.ts";

const patience = { timeout: 120_000, maxWait: 30_000 };

/**
 * Gives every workspace a fresh key, and seals all its credentials anew, in one transaction. @returns how many credentials.
 */
export async function rotateWorkspaceKeys(db: PrismaClient, instance: SealingKey): Promise<number> {
  return db.$transaction(async (tx) => {
    await lockSealing(tx, instance);
    const old = await tx.sealKey.findMany();
    const keys = new Map(old.map((row) => [row.id, unwrapKey(instance, row)]));
    const fresh = new Map<string, SealingKey>();
    await tx.sealKey.updateMany({ data: { isCurrent: false } });
    for (const workspaceId of new Set(old.map((row) => row.workspaceId))) {
      fresh.set(workspaceId, await newKey(tx, instance, workspaceId));
    }
    const rows = await tx.credential.findMany();
    for (const { id, workspaceId, sealed } of rows) {
      const to = fresh.get(workspaceId);
      if (to === undefined) throw new Error("A credential has no key.");
      const resealed: Record<string, string> = {};
      for (const [field, text] of Object.entries(sealed ?? {})) {
        const from = keys.get(sealedUnder(String(text)) ?? "");
        if (from === undefined) throw new Error("The key of a credential is gone.");
        resealed[field] = seal(to, [workspaceId, id, field], unseal(from, [workspaceId, id, field], String(text)));
      }
      await tx.credential.update({ where: { id }, data: { sealed: resealed } });
    }
    for (const { id, workspaceId, signIn } of await tx.mcpServer.findMany({ where: { signIn: { not: null } } })) {
      const to = fresh.get(workspaceId);
      const from = keys.get(sealedUnder(signIn ?? "") ?? "");
      if (to === undefined || from === undefined) throw new Error("The key of a sign-in is gone.");
      const belongs = sealedForSignIn(workspaceId, id);
      await tx.mcpServer.update({
        where: { id },
        data: { signIn: seal(to, belongs, unseal(from, belongs, signIn ?? "")) },
      });
    }
    await tx.sealKey.deleteMany({ where: { isCurrent: false } });
    return rows.length;
  }, patience);
}

/** Wraps the workspaces' keys under another key of the installation. From then on only that one opens them. */
export async function rotateInstanceKey(db: PrismaClient, from: SealingKey, to: SealingKey): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockSealing(tx, from);
    for (const row of await tx.sealKey.findMany()) {
      const wrapped = wrapKey(to, row.workspaceId, unwrapKey(from, row));
      await tx.sealKey.update({ where: { id: row.id }, data: { wrapped } });
    }
    const seen = instanceCheckOf(to);
    await tx.instanceSeal.upsert({ where: { id: 1 }, create: { id: 1, ...seen }, update: seen });
  }, patience);
}
