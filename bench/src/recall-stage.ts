import { createMemoryStore, sqlDatabase } from "@orrery/db";
import { createMemory } from "@orrery/memory";
import { type MemoryAnswer, memoryNamespace } from "@orrery/ports";
import type pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { recallCorpus } from "./recall-corpus.ts";

const recordsAStatement = 2_000;

/** Puts a corpus into a namespace of its own. Gives how to ask it, and how to remove it. */
export async function fillRecall(
  pool: pg.Pool,
  corpus: ReturnType<typeof recallCorpus>,
): Promise<{
  ask(query: string, vector: Float32Array): Promise<MemoryAnswer & { readonly ms: number }>;
  remove(): Promise<void>;
}> {
  const namespace = memoryNamespace({ workspaceId: "default", scope: "workspace", name: uuidv7(), subject: "" });
  const { id } = namespace;
  await pool.query(
    "INSERT INTO memory_namespace (id, workspace_id, scope, name) VALUES ($1, 'default', 'workspace', $2)",
    [id, namespace.name],
  );
  for (let at = 0; at < corpus.records.length; at += recordsAStatement) {
    const rows = corpus.records.slice(at, at + recordsAStatement);
    await pool.query(
      `INSERT INTO memory_record (id, namespace_id, workspace_id, text, labels, by, embedder, vector)
        SELECT r.id, $1, 'default', r.text, '{"i":"U","c":[]}', 'bench', 'offline', r.vector
        FROM unnest($2::uuid[], $3::text[], $4::bytea[]) AS r(id, text, vector)`,
      [
        id,
        rows.map((row) => row.id),
        rows.map((row) => row.text),
        rows.map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
      ],
    );
  }
  await pool.query("VACUUM ANALYZE memory_record");

  const vectors = new Map<string, Float32Array>();
  const memory = createMemory({
    store: createMemoryStore(sqlDatabase(pool)),
    now: Date.now,
    embeddings: {
      embed: async ({ texts }) => ({
        vectors: texts.map((text) => vectors.get(text) ?? new Float32Array()),
        usage: { inputTokens: 0, outputTokens: 0, usd: 0 },
      }),
    },
  });
  const { signal } = new AbortController();
  return {
    async ask(query, vector) {
      vectors.set(query, vector);
      const from = performance.now();
      const answer = await memory.recall({ namespace, query, limit: 10, signal });
      return { ...answer, ms: performance.now() - from };
    },
    async remove() {
      await pool.query("DELETE FROM memory_namespace WHERE id = $1", [id]);
    },
  };
}

/** Which share of the ten that are nearest by plain arithmetic is found by vector alone. */
export async function recallAtTen(
  corpus: ReturnType<typeof recallCorpus>,
  questions: number,
  ask: (query: string, vector: Float32Array) => Promise<MemoryAnswer>,
): Promise<number> {
  let found = 0;
  for (let i = 0; i < questions; i += 1) {
    const { vector } = corpus.question();
    // No record has this word, so that only vectors are compared.
    const { hits } = await ask(`0${i}`, vector);
    const nearest = corpus.nearest(vector, 10);
    found += hits.filter((hit) => nearest.has(hit.id)).length / nearest.size;
  }
  return found / questions;
}
