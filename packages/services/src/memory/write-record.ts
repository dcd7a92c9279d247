import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { findMemory, memoryOf } from "./find-memory.ts";

const longestText = 64 * 1024;
const timeoutMs = 30_000;

/**
 * Adds a record, or with `id` changes its text. What a person writes is trusted. Throws `INVALID`, and `NOT_FOUND`.
 */
export async function writeRecord({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly memoryId: string; readonly id?: string; readonly text: string };
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "memory.write");
  const { workspaceId } = actor;
  const { row } = await findMemory(ctx.services, workspaceId, input.memoryId);
  const text = input.text.toWellFormed();
  if (text.trim() === "" || Buffer.byteLength(text) > longestText || text.includes("\0")) {
    throw new ServiceError("INVALID", "MEMORY_TEXT", "A record is text of at most 64 KB.");
  }
  if (input.id === undefined && row.kind === "knowledge") {
    throw new ServiceError("INVALID", "MEMORY_KNOWLEDGE", "A knowledge base holds documents. Add one.");
  }
  const { vectors } = await memoryOf(ctx.services).embed(
    { model: row.embedder, texts: [text], signal: AbortSignal.timeout(timeoutMs) },
    workspaceId,
  );
  const [vector] = vectors;
  if (vector === undefined)
    throw new ServiceError("INVALID", "MEMORY_EMBEDDING", "The embedding model gave no vector.");
  const id = input.id ?? uuidv7();
  const data = {
    text,
    labels: { i: "T", c: [] },
    by: actorName(actor),
    embedder: row.embedder,
    vector: new Uint8Array(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
    updatedAt: new Date(),
  };
  await ctx.services.db.$transaction(async (tx) => {
    if (input.id === undefined) {
      const expiresAt = row.ttlMs === null ? null : new Date(Date.now() + Number(row.ttlMs));
      await tx.memoryRecord.create({ data: { id, namespaceId: row.id, workspaceId, ...data, expiresAt } });
    } else {
      const where = { id, namespaceId: row.id, forgottenAt: null };
      const changed = await tx.memoryRecord.updateMany({ where, data });
      if (changed.count === 0) throw new ServiceError("NOT_FOUND", "RECORD", "There is no such record.");
    }
    await writeAudit(tx, { actor, verb: input.id === undefined ? "memory.add" : "memory.edit", subject: id });
  });
  return { id };
}
