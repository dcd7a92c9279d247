import type { MemorySearch } from "@orrery/ports";

/** The parameters that every search has: $1 query, $2 namespace, $3 metadata, $4 run, $5 how many. */
export function searchValues({ query, namespaceId, metadata, runId, limit }: MemorySearch): unknown[] {
  return [query, namespaceId, metadata === null ? null : JSON.stringify(metadata), runId, limit];
}

/** Whether a record `r` may be found: it is there, has not expired, and is what the search asks for. */
export function openText(r: string): string {
  return `${r}.namespace_id = $2::uuid AND ${r}.forgotten_at IS NULL AND (${r}.expires_at IS NULL OR ${r}.expires_at > now())
    AND ($3::jsonb IS NULL OR ${r}.metadata @> $3::jsonb) AND ($4::uuid IS NULL OR ${r}.run_id = $4::uuid) AND $5::int > 0`;
}
