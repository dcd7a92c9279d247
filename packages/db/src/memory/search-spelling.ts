import type { MemorySearch } from "@orrery/ports";
import type { SqlDatabase } from "../run-log/sql-runner.ts";
import { openText, searchValues } from "./search-text.ts";

/** From here on two words count as written nearly the same: `recieve` and `receive` have 0.33. */
const threshold = 0.3;
const shortestWord = 4;
const mostWords = 3;
/** Of the words that are nearest to each. */
const nearestWords = 3;

/** Records that have a word which is written nearly like one of these, by trigrams (pg_trgm) over the namespace's words,
 * but for those (as lexemes) that so many records have that they say little. */
export async function searchSpelling(
  sql: SqlDatabase,
  search: MemorySearch,
  words: readonly string[],
  common: readonly string[],
): Promise<readonly { readonly id: string; readonly similarity: number }[]> {
  const odd = words.filter((word) => word.length >= shortestWord).slice(0, mostWords);
  if (odd.length === 0) return [];
  return sql.transaction(async (client) => {
    await client.query({ text: `SET LOCAL pg_trgm.similarity_threshold = ${threshold}` });
    const found = await client.query<{ id: string; similarity: number }>({
      name: "memory-spelling",
      text: `WITH near AS MATERIALIZED (
          SELECT nearest.* FROM unnest($6::text[]) AS odd(word), LATERAL (
            SELECT w.word, similarity(w.word, odd.word) AS similarity FROM memory_word w
            WHERE w.namespace_id::text = $2::text AND w.word % odd.word
              AND NOT tsvector_to_array(to_tsvector('english', w.word)) && $7::text[] ORDER BY similarity DESC, w.word LIMIT ${nearestWords}
          ) AS nearest
        )
        SELECT hit.id, max(hit.similarity)::float8 AS similarity
        FROM near, LATERAL (
          SELECT r.id, near.similarity FROM memory_record r
          WHERE r.search @@ (('''ns:' || $2::text || '''')::tsquery && plainto_tsquery('english', near.word))
            AND ${openText("r")} AND $1::text IS NOT NULL LIMIT $5
        ) AS hit GROUP BY hit.id ORDER BY similarity DESC, hit.id LIMIT $5`,
      values: [...searchValues(search), odd, common],
    });
    return found.rows;
  });
}
