import type { MemorySearch } from "@orrery/ports";
import type { SqlDatabase } from "../run-log/sql-runner.ts";
import { openText, searchValues } from "./search-text.ts";

/** From here on two words count as written nearly the same: `recieve` and `receive` have 0.33. */
const threshold = 0.3;
const shortestWord = 4;
const mostWords = 3;

/** Records that have a word which is written nearly like one of these, by trigrams (pg_trgm). */
export async function searchSpelling(
  sql: SqlDatabase,
  search: MemorySearch,
  words: readonly string[],
): Promise<readonly { readonly id: string; readonly similarity: number }[]> {
  const odd = words.filter((word) => word.length >= shortestWord).slice(0, mostWords);
  if (odd.length === 0) return [];
  return sql.transaction(async (client) => {
    await client.query({ text: `SET LOCAL pg_trgm.strict_word_similarity_threshold = ${threshold}` });
    const found = await client.query<{ id: string; similarity: number }>({
      name: "memory-spelling",
      text: `SELECT r.id, max(strict_word_similarity(word, r.text))::float8 AS similarity
        FROM unnest($6::text[]) AS word JOIN memory_record r ON word <<% r.text
        WHERE ${openText("r")} AND $1::text IS NOT NULL GROUP BY r.id ORDER BY similarity DESC, r.id LIMIT $5`,
      values: [...searchValues(search), odd],
    });
    return found.rows;
  });
}
