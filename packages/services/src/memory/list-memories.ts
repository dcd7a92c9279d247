import type { Chunking } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { chunkingOf } from "./chunking-of.ts";
import { scopeOf } from "./find-memory.ts";

export interface MemoryRow {
  readonly id: string;
  readonly kind: "memory" | "knowledge";
  readonly scope: "workspace" | "workflow" | "person" | "run";
  readonly name: string;
  /** The workflow's name, the person, the run's id; empty of the workspace's. */
  readonly subject: string;
  readonly runs: string;
  readonly ttlMs: number | null;
  readonly maxRecords: number;
  readonly embedder: string;
  readonly records: number;
  /** Whose vectors were made by another embedder, or not yet. */
  readonly unembedded: number;
  readonly documents: number;
  /** Those of them that wait to be read or cut, or are being read. */
  readonly waiting: number;
  /** Of a knowledge base: how its documents are cut. */
  readonly chunking: Chunking | null;
  /** Epoch ms; null where it is empty. */
  readonly changedAt: number | null;
}

const mostRows = 200;

/** Memories and knowledge bases, those that changed last first; `query` looks in names and in whom they are about. At most 200; `id`: that one. */
export async function listMemories({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly query?: string; readonly id?: string };
}): Promise<readonly MemoryRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "memory.read");
  const found = await ctx.services.pool.query<{
    id: string;
    kind: string;
    scope: string;
    name: string;
    subject: string;
    runs: string;
    ttl: number | null;
    max_records: number;
    embedder: string;
    records: number;
    unembedded: number;
    documents: number;
    waiting: number;
    chunking: unknown;
    changed: Date | null;
  }>(
    `SELECT n.id, n.kind, n.scope, n.name, coalesce(w.name, n.subject) AS subject, n.runs, n.ttl_ms::float8 AS ttl, n.max_records,
        n.embedder, r.records, r.unembedded, r.changed,
        d.documents, d.waiting, n.chunking
      FROM memory_namespace n
        LEFT JOIN workflow w ON n.scope = 'workflow' AND w.id::text = n.subject
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS records, count(*) FILTER (WHERE embedder IS DISTINCT FROM n.embedder)::int AS unembedded,
            max(updated_at) AS changed
          FROM memory_record r WHERE r.namespace_id = n.id AND r.forgotten_at IS NULL
        ) AS r
        CROSS JOIN LATERAL (
          SELECT count(*)::int AS documents, count(*) FILTER (WHERE status IN ('queued', 'recut', 'reading'))::int AS waiting
          FROM memory_document d WHERE d.namespace_id = n.id
        ) AS d
      WHERE n.workspace_id = $1 AND ($4::uuid IS NULL OR n.id = $4) AND ($2 = '' OR n.name ILIKE $3 OR coalesce(w.name, n.subject) ILIKE $3)
      ORDER BY n.kind, r.changed DESC NULLS LAST, n.id LIMIT ${mostRows}`,
    [workspaceId, input.query ?? "", `%${(input.query ?? "").replace(/[\\%_]/g, "\\$&")}%`, input.id ?? null],
  );
  return found.rows.map(({ ttl, max_records, changed, kind, scope, chunking, ...row }) => ({
    ...row,
    kind: kind === "knowledge" ? "knowledge" : "memory",
    scope: scopeOf(scope),
    ttlMs: ttl,
    maxRecords: max_records,
    chunking: kind === "knowledge" ? chunkingOf(chunking) : null,
    changedAt: changed?.getTime() ?? null,
  }));
}
