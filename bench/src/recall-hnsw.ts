import { indexVectors } from "@orrery/db/run-log";
import { vectorDatabase, withoutNames } from "@orrery/db/testing/vectors";
import pg from "pg";
import type { Benchmark } from "./benchmark.ts";
import { median, percentile } from "./percentile.ts";
import { recallCorpus } from "./recall-corpus.ts";
import { fillRecall, recallAtTen } from "./recall-stage.ts";

const records = 100_000;
const asked = 100;
const compared = 50;

/**
 * The same Recall where the database has pgvector and finds vectors by HNSW. The built-in Postgres has none, so this is Postgres
 * in WebAssembly with pgvector's own code: what is found is what any pgvector finds, the times are several times those of a
 * native one.
 */
export const recallByHnsw: Benchmark = {
  onRequest: true,
  measures: [
    { name: "recall_hnsw_at10", unit: "ratio", target: { is: "at least", value: 0.95 } },
    { name: "recall_hnsw_p50_ms", unit: "ms" },
    { name: "recall_hnsw_p95_ms", unit: "ms" },
    { name: "recall_hnsw_vector_p95_ms", unit: "ms" },
    { name: "recall_hnsw_build_ms", unit: "ms" },
  ],
  async run() {
    const database = await vectorDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    withoutNames(pool);
    try {
      const corpus = recallCorpus(records);
      const { ask } = await fillRecall(pool, corpus);
      const { signal } = new AbortController();
      const from = performance.now();
      while ((await indexVectors(pool, signal)).hadWork);
      const buildMs = performance.now() - from;
      await pool.query("VACUUM ANALYZE memory_vectors.entry");

      const whole: number[] = [];
      for (let i = 0; i < asked; i += 1) {
        const { text, vector } = corpus.question();
        whole.push((await ask(text, vector)).ms);
      }
      const byVector: number[] = [];
      const atTen = await recallAtTen(corpus, compared, async (query, vector) => {
        const answer = await ask(query, vector);
        if (answer.compared !== "hnsw") throw new Error("The index was not asked.");
        byVector.push(answer.ms);
        return answer;
      });
      return {
        recall_hnsw_at10: atTen,
        recall_hnsw_p50_ms: median(whole),
        recall_hnsw_p95_ms: percentile(whole, 0.95),
        recall_hnsw_vector_p95_ms: percentile(byVector, 0.95),
        recall_hnsw_build_ms: buildMs,
      };
    } finally {
      await pool.end();
      await database.drop();
    }
  },
};
