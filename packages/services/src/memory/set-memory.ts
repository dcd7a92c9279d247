import type { Chunking } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { chunkingOf } from "./chunking-of.ts";
import { findMemory } from "./find-memory.ts";

export interface MemorySettings {
  readonly runs: "write" | "read" | "none";
  readonly ttlMs: number | null;
  readonly maxRecords: number;
  readonly embedder: string;
  /** Of a knowledge base; absent: as it was. */
  readonly chunking?: Chunking;
}

const largest = 1_000_000;

/**
 * Sets what runs may do with a memory, how long and how much it holds, who makes its vectors, and how documents are cut. Vectors
 * that another model made are made again by an executor, and documents that were cut otherwise are cut again; edits of their
 * pieces are lost. Throws `INVALID` and `NOT_FOUND`.
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
  const { runs, ttlMs, maxRecords, embedder, chunking } = input;
  if (maxRecords < 1 || maxRecords > largest || (ttlMs !== null && ttlMs < 60_000)) {
    throw new ServiceError("INVALID", "MEMORY_LIMITS", "It holds 1 to 1,000,000 records, each for a minute or longer.");
  }
  if (chunking !== undefined && row.kind !== "knowledge") {
    throw new ServiceError("INVALID", "MEMORY_KIND", "Only knowledge bases hold documents.");
  }
  const isCutAnew = chunking !== undefined && !isSameChunking(chunking, chunkingOf(row.chunking));
  await ctx.services.db.$transaction(async (tx) => {
    const limits = { ttlMs: ttlMs === null ? null : BigInt(ttlMs), maxRecords, embedder };
    await tx.memoryNamespace.update({ where: { id: row.id }, data: { runs, ...limits } });
    if (isCutAnew) {
      await tx.memoryNamespace.update({ where: { id: row.id }, data: { chunking: { ...chunking } } });
      // One that is being read may be cut as it was until now, so it comes again, too.
      const where = { namespaceId: row.id, status: { not: "queued" } };
      await tx.memoryDocument.updateMany({ where, data: { status: "recut", problem: null } });
    }
    if (embedder !== row.embedder) {
      const where = { namespaceId: row.id, forgottenAt: null };
      await tx.memoryRecord.updateMany({ where, data: { embedder: null, vector: null } });
      await tx.memoryDocument.updateMany({ where: { namespaceId: row.id }, data: { embedded: 0 } });
    }
    await writeAudit(tx, { actor, verb: "memory.set", subject: row.id });
  });
}

function isSameChunking(a: Chunking, b: Chunking): boolean {
  return a.by === b.by && a.size === b.size && a.overlap === b.overlap;
}
