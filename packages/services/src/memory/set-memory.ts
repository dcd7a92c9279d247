import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { findMemory } from "./find-memory.ts";

export interface MemorySettings {
  readonly runs: "write" | "read" | "none";
  readonly ttlMs: number | null;
  readonly maxRecords: number;
  readonly embedder: string;
}

const largest = 1_000_000;

/**
 * Sets what runs may do with a memory, how long and how much it holds, and who makes its vectors: those that another one made
 * are made again by an executor. Throws `INVALID` and `NOT_FOUND`.
 */
export async function setMemory({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: MemorySettings & { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "memory.write");
  const { row } = await findMemory(ctx.services, actor.workspaceId, input.id);
  const { runs, ttlMs, maxRecords, embedder } = input;
  if (maxRecords < 1 || maxRecords > largest || (ttlMs !== null && ttlMs < 60_000)) {
    throw new ServiceError("INVALID", "MEMORY_LIMITS", "It holds 1 to 1,000,000 records, each for a minute or longer.");
  }
  await ctx.services.db.$transaction(async (tx) => {
    const limits = { ttlMs: ttlMs === null ? null : BigInt(ttlMs), maxRecords, embedder };
    await tx.memoryNamespace.update({ where: { id: row.id }, data: { runs, ...limits } });
    if (embedder !== row.embedder) {
      const where = { namespaceId: row.id, forgottenAt: null };
      await tx.memoryRecord.updateMany({ where, data: { embedder: null, vector: null } });
      await tx.memoryDocument.updateMany({ where: { namespaceId: row.id }, data: { embedded: 0 } });
    }
    await writeAudit(tx, { actor, verb: "memory.set", subject: row.id });
  });
}
