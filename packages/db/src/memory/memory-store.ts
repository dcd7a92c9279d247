import type { JsonObject } from "@orrery/plan";
import type { MemoryFacts, MemoryStore, VectorChange } from "@orrery/ports";
import type { SqlDatabase, SqlRunner } from "../run-log/sql-runner.ts";
import { CommonWords } from "./common-words.ts";
import { chosenText, vectorOf } from "./memory-statement.ts";
import { readHits } from "./read-hits.ts";
import { searchSpelling } from "./search-spelling.ts";
import { openText, searchValues } from "./search-text.ts";
import { searchWords } from "./search-words.ts";
import { createVectorSearch } from "./vectors/vector-search.ts";

const vectorsAPage = 2_000;

/**
 * Memory in Postgres: full text and trigrams are searched here, and vectors where there is pgvector. Otherwise they are handed
 * out to be compared elsewhere.
 */
export function createMemoryStore(sql: SqlDatabase): MemoryStore {
  const common = new CommonWords();
  let hasTrigrams: Promise<boolean> | undefined;
  const canSpell = (): Promise<boolean> => {
    hasTrigrams ??= hasExtension(sql, "pg_trgm");
    hasTrigrams.catch(() => {
      hasTrigrams = undefined;
    });
    return hasTrigrams;
  };

  return {
    async facts({ id, workspaceId }) {
      const found = await sql.query<FactsRow>({
        name: "memory-facts",
        text: `SELECT n.kind, n.runs, n.ttl_ms::float8 AS ttl, n.max_records, n.embedder,
            extract(epoch FROM n.created_at)::float8 * 1000 AS made
          FROM memory_namespace n WHERE n.id = $1::uuid AND n.workspace_id = $2`,
        values: [id, workspaceId],
      });
      const [row] = found.rows;
      return row === undefined ? null : factsOf(row);
    },

    async workflowOf(runId) {
      const found = await sql.query<{ workflow_id: string | null }>({
        name: "memory-workflow",
        text: "SELECT workflow_id FROM run WHERE id = $1::uuid",
        values: [runId],
      });
      return found.rows[0]?.workflow_id ?? null;
    },

    async count(namespaceId, choice) {
      const found = await sql.query<{ n: number }>({
        name: "memory-count",
        text: `SELECT count(*)::int AS n FROM memory_record r WHERE r.namespace_id = $1::uuid AND ${chosenText("r", "$2::jsonb")}`,
        values: [namespaceId, JSON.stringify(choice)],
      });
      return found.rows[0]?.n ?? 0;
    },

    words: (search) => searchWords(sql, search, common),

    async spelling(search, words) {
      if (words.length === 0) return [];
      return (await canSpell()) ? searchSpelling(sql, search, words, common.of(search.namespaceId)) : null;
    },

    changes: (namespaceId, embedder, since) => readChanges(sql, { namespaceId, embedder, since }),

    ...createVectorSearch(sql),

    async allowed(search) {
      const found = await sql.query<{ id: string }>({
        name: "memory-allowed",
        text: `SELECT r.id FROM memory_record r WHERE ${openText("r")} AND $1::text IS NOT NULL`,
        values: searchValues(search),
      });
      return new Set(found.rows.map(({ id }) => id));
    },

    records: (search, ids) => readHits(sql, search, ids),
  };
}

interface FactsRow {
  readonly kind: string;
  readonly runs: string;
  readonly ttl: number | null;
  readonly max_records: number;
  readonly embedder: string;
  readonly made: number;
}

function factsOf({ kind, runs, ttl, max_records, embedder, made }: FactsRow): MemoryFacts {
  return {
    kind: kind === "knowledge" ? "knowledge" : "memory",
    runs: runs === "write" || runs === "read" ? runs : "none",
    ttlMs: ttl,
    maxRecords: max_records,
    embedder,
    madeAt: made,
  };
}

/**
 * All that transactions have changed that were not over when `since` was given. A number that is drawn before a transaction
 * ends would not do: one that was drawn early and ends late would be passed over.
 */
async function* readChanges(
  sql: SqlRunner,
  {
    namespaceId,
    embedder,
    since,
  }: { readonly namespaceId: string; readonly embedder: string; readonly since: string | null },
): AsyncIterable<{ readonly changes: readonly VectorChange[]; readonly upTo: string }> {
  const [now] = (
    await sql.query<{ tx: string }>({
      name: "memory-now",
      text: "SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS tx",
      values: [],
    })
  ).rows;
  const upTo = now?.tx ?? "0";
  let after = { tx: since ?? "0", id: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const page = await sql.query<{ id: string; tx: string; vector: Buffer | null; expires: number | null }>({
      name: "memory-changes",
      text: `SELECT id, tx::text, CASE WHEN forgotten_at IS NULL AND embedder = $2 THEN vector END AS vector,
          extract(epoch FROM expires_at)::float8 * 1000 AS expires
        FROM memory_record WHERE namespace_id = $1::uuid AND (tx, id) >= ($3::xid8, $4::uuid)
        ORDER BY tx, id LIMIT ${vectorsAPage + 1}`,
      values: [namespaceId, embedder, after.tx, after.id],
    });
    const rows = page.rows.slice(0, vectorsAPage);
    yield {
      upTo,
      changes: rows.map(({ id, vector, expires }) => ({
        id,
        vector: vector === null ? null : vectorOf(vector),
        expiresAt: expires,
      })),
    };
    const next = page.rows[vectorsAPage];
    if (next === undefined) return;
    after = { tx: next.tx, id: next.id };
  }
}

async function hasExtension(sql: SqlRunner, name: string): Promise<boolean> {
  const found = await sql.query<JsonObject>({
    name: "memory-extension",
    text: "SELECT 1 FROM pg_extension WHERE extname = $1",
    values: [name],
  });
  return found.rows.length > 0;
}
