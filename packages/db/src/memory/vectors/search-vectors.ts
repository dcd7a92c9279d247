import type { MemorySearch } from "@orrery/ports";
import type { SqlDatabase, SqlRunner } from "../../run-log/sql-runner.ts";
import { openText, searchValues } from "../search-text.ts";

/**
 * So many neighbours are looked at, the most that pgvector takes: more find more of the nearest, and take longer. Of 100,000
 * vectors in clusters of 200, which are hard to tell apart, 400 found 88 of 100 of the nearest, 800 found 95 and 1,000 found 98.
 */
const breadth = 1_000;

interface Near {
  readonly id: string;
  readonly similarity: number;
}

/** Vectors of one model and length, and where pgvector's types are. */
export interface VectorSpace {
  readonly id: number;
  readonly dimensions: number;
  readonly types: string;
}

/**
 * The records that the search allows whose vectors are nearest, by the index of their space, which goes on until enough pass
 * the filters. Where it gives up before that, all vectors of the namespace are compared.
 */
export async function searchVectors(
  sql: SqlDatabase,
  search: MemorySearch,
  { vector, space }: { readonly vector: Float32Array; readonly space: VectorSpace },
): Promise<readonly Near[]> {
  const statement = nearestStatement(search, vector, space);
  return sql.transaction(async (client) => {
    await client.query({
      text: `SET LOCAL hnsw.ef_search = ${breadth};
        SET LOCAL hnsw.iterative_scan = relaxed_order`,
    });
    const near = await read(client, statement);
    if (near.length >= search.limit) return near;
    // An index of vectors can only be walked in order; the others can be used without that.
    await client.query({ text: "SET LOCAL enable_indexscan = off" });
    return read(client, statement);
  });
}

async function read(client: SqlRunner, statement: ReturnType<typeof nearestStatement>): Promise<readonly Near[]> {
  return (await client.query<{ id: string; similarity: number }>(statement)).rows;
}

/**
 * Vectors have length 1, so the inner product is the cosine. The index is walked in an order that is nearly right, so what it
 * gave is put in order. Without a name: the plan depends on how large the namespace is.
 */
function nearestStatement(
  search: MemorySearch,
  vector: Float32Array,
  { id, dimensions, types }: VectorSpace,
): { readonly text: string; readonly values: unknown[] } {
  const distance = `e.embedding::${types}.vector(${dimensions}) OPERATOR(${types}.<#>) $6::${types}.vector(${dimensions})`;
  return {
    text: `WITH near AS MATERIALIZED (
        SELECT e.record_id AS id, ${distance} AS distance
        FROM memory_vectors.entry e JOIN memory_record r ON r.id = e.record_id
        WHERE e.space = ${id} AND e.namespace_id = $2::uuid AND ${openText("r")} AND $1::text IS NOT NULL
        ORDER BY ${distance} LIMIT $5
      )
      SELECT id, -distance AS similarity FROM near ORDER BY distance, id`,
    values: [...searchValues(search), `[${vector.join(",")}]`],
  };
}
