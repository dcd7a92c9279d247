import { resolve } from "node:path";
import { createMemoryStore, sqlDatabase } from "@orrery/db";
import { migrate } from "@orrery/db/migrate";
import { createMemory } from "@orrery/memory";
import { memoryNamespace } from "@orrery/ports";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import type { Benchmark } from "./benchmark.ts";
import { median, percentile } from "./percentile.ts";
import { recallCorpus } from "./recall-corpus.ts";

const records = 100_000;
const asked = 200;
const compared = 50;
const recordsAStatement = 2_000;

/**
 * Recall over 100,000 records with vectors of 384 dimensions, whole: words, spelling, vectors, fusion and the texts of the
 * best ten, by questions of four to eight words of which one in ten is misspelled. Embedding the question is not counted: it
 * is a call elsewhere. And how many of the ten nearest by plain arithmetic are found by vector alone, and how long the first
 * recall takes, which reads all vectors.
 */
export const recallFromMany: Benchmark = {
  measures: [
    { name: "recall_p50_ms", unit: "ms" },
    { name: "recall_p95_ms", unit: "ms", target: { is: "at most", value: 60 } },
    { name: "recall_at_10", unit: "ratio", target: { is: "at least", value: 1 } },
    { name: "recall_first_ms", unit: "ms" },
  ],
  async run({ databaseUrl }) {
    await migrate(databaseUrl, resolve(import.meta.dirname, "../../prisma/migrations"));
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 4 });
    try {
      const corpus = recallCorpus(records);
      const namespace = memoryNamespace({ workspaceId: "default", scope: "workspace", name: uuidv7(), subject: "" });
      const { id } = namespace;
      await pool.query(
        "INSERT INTO memory_namespace (id, workspace_id, scope, name) VALUES ($1, 'default', 'workspace', $2)",
        [id, namespace.name],
      );
      for (let at = 0; at < records; at += recordsAStatement) {
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
      const ask = async (query: string, vector: Float32Array) => {
        vectors.set(query, vector);
        const from = performance.now();
        const { hits } = await memory.recall({ namespace, query, limit: 10, signal });
        return { hits, ms: performance.now() - from };
      };
      const first = await ask("warm", corpus.question().vector);
      const times: number[] = [];
      for (let i = 0; i < asked; i += 1) {
        const { text, vector } = corpus.question();
        times.push((await ask(text, vector)).ms);
      }
      let found = 0;
      for (let i = 0; i < compared; i += 1) {
        const { vector } = corpus.question();
        // No record has this word, so that only vectors are compared.
        const { hits } = await ask(`0${i}`, vector);
        const nearest = corpus.nearest(vector, 10);
        found += hits.filter((hit) => nearest.has(hit.id)).length / nearest.size;
      }
      await pool.query("DELETE FROM memory_namespace WHERE id = $1", [id]);
      return {
        recall_p50_ms: median(times),
        recall_p95_ms: percentile(times, 0.95),
        recall_at_10: found / compared,
        recall_first_ms: first.ms,
      };
    } finally {
      await pool.end();
    }
  },
};
