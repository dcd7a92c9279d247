import type { JsonObject } from "@orrery/plan";
import type { MemorySearch, MemoryStore } from "@orrery/ports";
import type { SqlRunner } from "../run-log/sql-runner.ts";
import { openText, searchValues } from "./search-text.ts";

interface HitRow {
  readonly id: string;
  readonly text: string;
  readonly metadata: JsonObject;
  readonly key: string | null;
  readonly labels: { readonly i: "T" | "B" | "U"; readonly c: readonly string[] };
  readonly updated: number;
  readonly run_id: string | null;
  readonly step_key: string | null;
  readonly document_id: string | null;
  readonly document: string | null;
  readonly url: string | null;
  readonly place: number | null;
}

/** The records with these ids that the search allows, as hits. */
export async function readHits(
  sql: SqlRunner,
  search: MemorySearch,
  ids: readonly string[],
): ReturnType<MemoryStore["records"]> {
  if (ids.length === 0) return new Map();
  const found = await sql.query<HitRow>({
    name: "memory-hits",
    text: `SELECT r.id, r.text, r.metadata, r.key, r.labels, extract(epoch FROM r.updated_at)::float8 * 1000 AS updated, r.run_id,
        r.step_key, r.document_id, d.name AS document, d.url, r.place
      FROM memory_record r LEFT JOIN memory_document d ON d.id = r.document_id
      WHERE r.id = ANY($6::uuid[]) AND ${openText("r")} AND $1::text IS NOT NULL`,
    values: [...searchValues(search), ids],
  });
  return new Map(
    found.rows.map((row) => [
      row.id,
      {
        id: row.id,
        text: row.text,
        metadata: row.metadata,
        key: row.key,
        labels: row.labels,
        updatedAt: Math.round(row.updated),
        from: row.run_id === null ? null : { runId: row.run_id, stepKey: row.step_key ?? "" },
        document:
          row.document_id === null
            ? null
            : { id: row.document_id, name: row.document ?? "", url: row.url, place: row.place ?? 0 },
      },
    ]),
  );
}
