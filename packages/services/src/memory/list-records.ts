import type { JsonObject } from "@orrery/node-kit";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { findMemory } from "./find-memory.ts";

export interface MemoryRecordRow {
  readonly id: string;
  readonly text: string;
  readonly metadata: JsonObject;
  readonly key: string | null;
  readonly label: string;
  /** Epoch ms. */
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  /** `user:…`, `run:…`, `local`. */
  readonly by: string;
  readonly runId: string | null;
  readonly stepKey: string | null;
  readonly document: string | null;
  readonly place: number | null;
  /** How many steps were given it. */
  readonly reads: number;
}

const aPage = 50;

/** Records of a memory: those that changed last first; of a document, in its order. `next` asks for more. */
export async function listRecords({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly memoryId: string; readonly documentId?: string; readonly skip?: number };
}): Promise<{ readonly records: readonly MemoryRecordRow[]; readonly next: number | null }> {
  const { workspaceId } = requirePermission(ctx.actor, "memory.read");
  await findMemory(ctx.services, workspaceId, input.memoryId);
  const skip = input.skip ?? 0;
  const found = await ctx.services.pool.query<{
    id: string;
    text: string;
    metadata: JsonObject;
    key: string | null;
    label: string;
    updated: Date;
    expires: Date | null;
    by: string;
    run_id: string | null;
    step_key: string | null;
    document: string | null;
    place: number | null;
    reads: number;
  }>(
    `SELECT r.id, r.text, r.metadata, r.key, r.labels->>'i' AS label, r.updated_at AS updated, r.expires_at AS expires, r.by, r.run_id,
        r.step_key, d.name AS document, r.place,
        (SELECT count(*)::int FROM memory_read m WHERE m.record_id = r.id) AS reads
      FROM memory_record r LEFT JOIN memory_document d ON d.id = r.document_id
      WHERE r.namespace_id = $1 AND r.forgotten_at IS NULL AND (r.expires_at IS NULL OR r.expires_at > now())
        AND ($2::uuid IS NULL OR r.document_id = $2::uuid)
      ORDER BY CASE WHEN $2::uuid IS NULL THEN NULL ELSE r.place END, r.updated_at DESC, r.id LIMIT ${aPage + 1} OFFSET $3`,
    [input.memoryId, input.documentId ?? null, skip],
  );
  return {
    records: found.rows.slice(0, aPage).map(({ updated, expires, run_id, step_key, ...row }) => ({
      ...row,
      updatedAt: updated.getTime(),
      expiresAt: expires?.getTime() ?? null,
      runId: run_id,
      stepKey: step_key,
    })),
    next: found.rows.length > aPage ? skip + aPage : null,
  };
}
