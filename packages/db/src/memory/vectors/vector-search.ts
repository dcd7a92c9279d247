import type { MemorySearch, MemoryStore, VectorSearch } from "@orrery/ports";
import { errorCode } from "../../error-code.ts";
import type { SqlDatabase } from "../../run-log/sql-runner.ts";
import { type PreparedVectors, prepareVectors } from "./prepare-vectors.ts";
import { searchVectors, type VectorSpace } from "./search-vectors.ts";
import { vectorIndexName } from "./vector-schema.ts";

/** So long it is believed of a space that it has its index, or has none. */
const believedMs = 60_000;
const doubtedMs = 2_000;

/** Of what is not there: somebody took the extension away under way, with what stood on it. */
const goneCodes: ReadonlySet<string> = new Set(["3F000", "42P01", "42703", "42704", "42883"]);

interface Known {
  readonly until: number;
  readonly space: VectorSpace | null;
}

/** What a process knows of how its database searches vectors: found out at first use. */
export function createVectorSearch(sql: SqlDatabase): Pick<MemoryStore, "vectorSearch" | "nearest"> {
  const spaces = new Map<string, Known>();
  let preparing: Promise<PreparedVectors> | undefined;
  const prepared = (): Promise<PreparedVectors> => {
    preparing ??= prepareVectors(sql);
    preparing.catch(() => {
      preparing = undefined;
    });
    return preparing;
  };

  /** Null where the space has no index yet: the first records may still be on their way into it. */
  const spaceOf = async (embedder: string, dimensions: number, types: string): Promise<VectorSpace | null> => {
    const name = `${dimensions} ${embedder}`;
    const known = spaces.get(name);
    if (known !== undefined && known.until > performance.now()) return known.space;
    const found = await sql.query<{ id: number }>({
      name: "memory-vector-space",
      text: `SELECT s.id FROM memory_vectors.space s, memory_vectors.state
        WHERE s.embedder = $1 AND s.dimensions = $2 AND state.filled AND EXISTS (
          SELECT FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
          WHERE c.relnamespace = 'memory_vectors'::regnamespace AND c.relname = '${vectorIndexName("")}' || s.id AND i.indisvalid)`,
      values: [embedder, dimensions],
    });
    const [row] = found.rows;
    const space = row === undefined ? null : { id: row.id, dimensions, types };
    spaces.set(name, { space, until: performance.now() + (space === null ? doubtedMs : believedMs) });
    return space;
  };

  return {
    async vectorSearch(): Promise<VectorSearch> {
      const found = await prepared();
      return found.kind === "hnsw"
        ? { kind: "hnsw", version: found.version }
        : { kind: "exact", why: found.why, ...(found.said !== undefined && { said: found.said }) };
    },

    async nearest(search: MemorySearch, vector: Float32Array, embedder: string) {
      const found = await prepared();
      if (found.kind === "exact" || vector.length === 0) return null;
      try {
        const space = await spaceOf(embedder, vector.length, found.types);
        return space === null ? null : await searchVectors(sql, search, { vector, space });
      } catch (error) {
        if (!goneCodes.has(errorCode(error) ?? "")) throw error;
        preparing = undefined;
        spaces.clear();
        return null;
      }
    },
  };
}
