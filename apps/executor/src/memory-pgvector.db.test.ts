import { createMemoryStore, indexVectors } from "@orrery/db/run-log";
import type { TestDatabase } from "@orrery/db/testing";
import { vectorDatabase, withoutNames } from "@orrery/db/testing/vectors";
import { createMemory } from "@orrery/memory";
import { type Memory, memoryNamespace } from "@orrery/ports";
import { conformanceVector, memoryConformance } from "@orrery/ports/conformance";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { letterEmbeddings, openMemoryStage } from "./testing/memory-stage.ts";
import { seededVectors } from "./testing/seeded-vectors.ts";

let database: TestDatabase;
let stage: ReturnType<typeof openMemoryStage>;
const { signal } = new AbortController();

beforeAll(async () => {
  database = await vectorDatabase();
  // Its one backend keeps one unnamed statement for all connections: two that ask at once would mix them up.
  stage = openMemoryStage(database.url, { poolSize: 1 });
  withoutNames(stage.store.pool);
  await stage.store.bus.ready;
});

afterAll(async () => {
  await stage.store.close();
  await database.drop();
});

/** As an executor does in the background. */
async function untilIndexed(): Promise<void> {
  while ((await indexVectors(stage.store.pool, signal)).hadWork);
}

async function putRecords(
  name: string,
  records: readonly { readonly id: string; readonly vector: Float32Array; readonly metadata?: object }[],
) {
  const namespace = memoryNamespace({ workspaceId: "default", scope: "workspace", name, subject: "" });
  const { pool } = stage.store;
  await pool.query(
    "INSERT INTO memory_namespace (id, workspace_id, scope, name, embedder) VALUES ($1, 'default', 'workspace', $2, 'seeded')",
    [namespace.id, name],
  );
  await pool.query(
    `INSERT INTO memory_record (id, namespace_id, workspace_id, text, metadata, labels, by, embedder, vector)
      SELECT r.id, $1, 'default', '', r.metadata::jsonb, '{"i":"U","c":[]}', 'test', 'seeded', r.vector
      FROM unnest($2::uuid[], $3::text[], $4::bytea[]) AS r(id, metadata, vector)`,
    [
      namespace.id,
      records.map(({ id }) => id),
      records.map(({ metadata = {} }) => JSON.stringify(metadata)),
      records.map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)),
    ],
  );
  return namespace;
}

/** How often the indexes of vectors were walked. */
async function indexScans(): Promise<number> {
  await stage.store.pool.query("SELECT pg_stat_force_next_flush()");
  const found = await stage.store.pool.query<{ scans: number }>(
    "SELECT sum(idx_scan)::int AS scans FROM pg_stat_all_indexes WHERE indexrelname LIKE 'entry_hnsw%'",
  );
  return found.rows[0]?.scans ?? 0;
}

/** A memory whose question is always this vector. */
function askingBy(vector: Float32Array): Memory {
  const usage = { inputTokens: 0, outputTokens: 0, usd: 0 };
  return createMemory({
    store: createMemoryStore(stage.store.sql),
    embeddings: { embed: async () => ({ vectors: [vector], usage }) },
    now: Date.now,
  });
}

test("records from before pgvector was looked for are taken in, bit by bit as they were", async () => {
  const vectors = seededVectors({ seed: 3, count: 1_100, dimensions: 9 });
  const odd = Float32Array.from([0, -0, 1e-40, -1.5, 3.4e38, 2 ** -126, 1 / 3, -1e-7, 65_535.5]);
  const records = [...vectors, odd].map((vector) => ({ id: uuidv7(), vector }));
  await putRecords("before", records);
  await untilIndexed();
  const kept = await stage.store.pool.query<{ id: string; numbers: number[] }>(
    "SELECT record_id AS id, embedding::real[] AS numbers FROM memory_vectors.entry",
  );
  const byId = new Map(kept.rows.map(({ id, numbers }) => [id, [...Float32Array.from(numbers)]]));
  expect(byId).toEqual(new Map(records.map(({ id, vector }) => [id, [...vector.map((x) => x + 0)]])));
  expect(await askingBy(odd).vectorSearch()).toEqual({ kind: "hnsw", version: expect.stringMatching(/^\d+\.\d+/) });
});

describe("memory in Postgres with pgvector", () => {
  beforeAll(async () => {
    // The space of the suite's vectors has its index before the suite begins.
    const zero = conformanceVector("begin");
    const namespace = await putRecords("first", [{ id: uuidv7(), vector: zero }]);
    await stage.store.pool.query("UPDATE memory_record SET embedder = 'offline' WHERE namespace_id = $1", [
      namespace.id,
    ]);
    await untilIndexed();
  });
  memoryConformance(
    async () => {
      const memory = createMemory({
        store: createMemoryStore(stage.store.sql),
        embeddings: letterEmbeddings,
        now: Date.now,
      });
      const recall: Memory["recall"] = async (request) => {
        const answer = await memory.recall(request);
        // Where there is such a memory, the index was asked and not a copy in this process.
        expect(answer.compared).toBe(answer.embedder === "" ? "exact" : "hnsw");
        return answer;
      };
      return stage.world({ ...memory, recall });
    },
    { test, expect },
  );
});

test("of the ten nearest of 4,000 at least 95 in 100 are found, also where a filter or a small namespace passes few", async () => {
  const dimensions = 48;
  const vectors = seededVectors({ seed: 11, count: 4_000, dimensions });
  const records = vectors.map((vector, i) => ({ id: uuidv7(), vector, metadata: { rare: i % 100 === 0 } }));
  const large = await putRecords("large", records);
  // So many that each question has ten on its side.
  const few = records.slice(0, 150).map(({ vector }) => ({ id: uuidv7(), vector }));
  const small = await putRecords("small", few);
  await untilIndexed();
  await stage.store.pool.query("ANALYZE memory_vectors.entry, memory_record");
  const rare = records.filter(({ metadata }) => metadata.rare);

  const before = await indexScans();
  // Comparing all of so few is less work, and Postgres knows that.
  await stage.store.pool.query("SET enable_sort = off; SET enable_seqscan = off");
  const found = { large: 0, rare: 0, small: 0 };
  const questions = seededVectors({ seed: 12, count: 25, dimensions });
  for (const vector of questions) {
    const memory = askingBy(vector);
    const ask = async (namespace: typeof large, metadata?: { readonly rare: boolean }) => {
      const more = metadata === undefined ? {} : { metadata };
      const { hits, compared } = await memory.recall({ namespace, query: "", limit: 10, signal, ...more });
      expect(compared).toBe("hnsw");
      return hits.map(({ id }) => id);
    };
    found.large += shared(await ask(large), nearest(records, vector));
    found.rare += shared(await ask(large, { rare: true }), nearest(rare, vector));
    found.small += shared(await ask(small), nearest(few, vector));
  }
  await stage.store.pool.query("RESET enable_sort; RESET enable_seqscan");
  const all = questions.length * 10;
  expect(found.large / all).toBeGreaterThanOrEqual(0.95);
  expect(found).toEqual({ large: found.large, rare: all, small: all });
  expect((await indexScans()) - before).toBeGreaterThanOrEqual(questions.length);
});

test("a process finds no more by an index that somebody took away, and goes on exactly", async () => {
  const [vector = new Float32Array()] = seededVectors({ seed: 21, count: 1, dimensions: 5 });
  const id = uuidv7();
  const namespace = await putRecords("gone", [{ id, vector }]);
  await untilIndexed();
  const memory = askingBy(vector);
  const ask = async () => {
    const { hits, compared } = await memory.recall({ namespace, query: "", limit: 10, signal });
    return [compared, ...hits.map((hit) => hit.id)];
  };
  expect(await ask()).toEqual(["hnsw", id]);
  await stage.store.pool.query("DROP EXTENSION vector CASCADE");
  expect(await ask()).toEqual(["exact", id]);
  // It is made again, with all that was in it.
  expect(await ask()).toEqual(["exact", id]);
  await untilIndexed();
  await expect.poll(ask).toEqual(["hnsw", id]);
});

function nearest(records: readonly { readonly id: string; readonly vector: Float32Array }[], to: Float32Array) {
  const scored = records.map(({ id, vector }) => ({
    id,
    score: vector.reduce((sum, x, i) => sum + x * (to[i] ?? 0), 0),
  }));
  return new Set(
    scored
      .toSorted((a, b) => b.score - a.score)
      .slice(0, 10)
      .map(({ id }) => id),
  );
}

function shared(found: readonly string[], wanted: ReadonlySet<string>): number {
  return found.filter((id) => wanted.has(id)).length;
}
