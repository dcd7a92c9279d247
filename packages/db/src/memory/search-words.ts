import type { MemorySearch } from "@orrery/ports";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import type { CommonWords } from "./common-words.ts";
import { openText, searchValues } from "./search-text.ts";

/** So many records of one word are looked at; those of a word that is commoner than this only count where others led to them. */
const mostOfWord = 1_000;
const mostWords = 24;
const mostCandidates = 250;
/** Records by which common words are estimated. */
const sampled = 3_000;

/**
 * Full text with rare words weighing more: Postgres has no such ranking, so the weight of a word comes of how many records
 * of the namespace have it (counted up to a bound), and a record's of the words that it has, times how well they stand in it
 * (`ts_rank`). Words are compared by their English stems; stop words count for nothing.
 */
const text = `
  WITH term AS MATERIALIZED (
    SELECT lexeme, min(word) AS word,
      ('''ns:' || $2::text || ''' & ''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''')::tsquery AS wanted
    FROM (SELECT DISTINCT lower(trim(both '.,;:!?()[]{}"''’“”«»' from word)) AS word
          FROM regexp_split_to_table(left($1, 4000), '\\s+') AS word) AS said,
      unnest(to_tsvector('english', word)) AS lexemes
    GROUP BY lexeme ORDER BY length(lexeme) DESC LIMIT ${mostWords}
  ), weighed AS MATERIALIZED (
    SELECT term.*, CASE WHEN lexeme = ANY($6::text[]) THEN ${mostOfWord + 1} ELSE (SELECT count(*) FROM (
      SELECT FROM memory_record r WHERE r.search @@ term.wanted LIMIT ${mostOfWord + 1}) AS counted) END AS n
    FROM term
  ), candidate AS MATERIALIZED (
    SELECT id, sum(ln(1 + 1000000.0 / n)) AS weight
    FROM weighed, LATERAL (
      SELECT r.id FROM memory_record r WHERE r.search @@ weighed.wanted AND ${openText("r")} LIMIT ${mostOfWord}
    ) AS hit
    WHERE n > 0 AND (n <= ${mostOfWord} OR NOT EXISTS (SELECT FROM weighed WHERE n BETWEEN 1 AND ${mostOfWord}))
    GROUP BY id ORDER BY weight DESC, id LIMIT ${mostCandidates}
  ), scored AS (
    SELECT r.id, found.weight * (1 + ts_rank(r.search, found.query, 1)) AS score, found.words
    FROM candidate JOIN memory_record r ON r.id = candidate.id, LATERAL (
      SELECT sum(ln(1 + 1000000.0 / n)) AS weight, array_agg(word ORDER BY word) AS words,
        string_agg(wanted::text, ' | ')::tsquery AS query
      FROM weighed WHERE r.search @@ wanted
    ) AS found
  )
  SELECT id, words, NULL AS unknown, NULL AS common FROM (SELECT * FROM scored ORDER BY score DESC, id LIMIT $5) AS best
  UNION ALL
  SELECT NULL, NULL, array_agg(word ORDER BY word) FILTER (WHERE n = 0), array_agg(lexeme) FILTER (WHERE n > ${mostOfWord})
  FROM weighed`;

/** The lexemes that many records have, by a sample. Of a namespace in which no word can be common there are none. */
async function sampleCommonWords(sql: SqlRunner, namespaceId: string): Promise<readonly string[]> {
  const found = await sql.query<{ word: string }>({
    name: "memory-common-words",
    text: `WITH whole AS MATERIALIZED (SELECT count(*) AS n FROM memory_record WHERE namespace_id = $1::uuid)
      SELECT word FROM whole, LATERAL ts_stat(format(
          'SELECT to_tsvector(''english'', text) FROM memory_record WHERE namespace_id = %L LIMIT %s',
          $1::uuid, CASE WHEN whole.n > ${mostOfWord} THEN ${sampled} ELSE 0 END)) AS stat
      WHERE ndoc::float8 / ${sampled} * whole.n > ${mostOfWord * 1.2}`,
    values: [namespaceId],
  });
  return found.rows.map(({ word }) => word);
}

/**
 * Records that have words of the query, the best first, and those words of it that no record has. Counting a common word takes
 * longer than all the rest: those that were common lately are not counted again.
 */
export async function searchWords(
  sql: SqlRunner,
  search: MemorySearch,
  common: CommonWords,
): Promise<{
  readonly hits: readonly { readonly id: string; readonly matched: readonly string[] }[];
  readonly unknown: readonly string[];
}> {
  const { namespaceId } = search;
  if (!common.knows(namespaceId)) common.learn(namespaceId, await sampleCommonWords(sql, namespaceId));
  const found = await sql.query<{
    id: string | null;
    words: string[] | null;
    unknown: string[] | null;
    common: string[] | null;
  }>({
    name: "memory-words",
    text,
    values: [...searchValues(search), common.of(namespaceId)],
  });
  for (const row of found.rows) common.learn(namespaceId, row.common ?? []);
  return {
    hits: found.rows.flatMap(({ id, words }) => (id === null ? [] : [{ id, matched: words ?? [] }])),
    unknown: found.rows.flatMap(({ unknown }) => unknown ?? []),
  };
}
