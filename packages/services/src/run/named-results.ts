import type { Json, JsonObject } from "@orrery/graph";
import type { Services } from "../service-context.ts";

/** What a map gave, by reference: its results are values of their own. */
export interface NamedResults {
  /** In the order of the items; `id` null for an item that gave null. */
  readonly results: readonly { readonly id: string | null; readonly bytes: number; readonly preview: string }[];
  /** What became of items that failed: their places and codes. */
  readonly failed: readonly Json[];
}

/** The results that a value names, with their sizes and beginnings; null where it is no such value, or not in the database. */
export async function namedResults(
  { pool }: Pick<Services, "pool">,
  runId: string,
  valueId: string,
): Promise<NamedResults | null> {
  const found = await pool.query<{ data: Json; blob: Buffer | null }>({
    name: "named-results",
    text: `SELECT v.data, b.data AS blob FROM run_value v
      LEFT JOIN blob b ON b.workspace_id = v.workspace_id AND b.sha256 = v.blob_sha
      WHERE v.run_id = $1::uuid AND v.id = $2::uuid AND v.kind = 'results'`,
    values: [runId, valueId],
  });
  const row = found.rows[0];
  if (row === undefined) return null;
  const json: Json = row.blob === null ? row.data : JSON.parse(row.blob.toString("utf8"));
  const { results, failed } = membersOf(json);
  const ids = (Array.isArray(results) ? results : []).map((id) => (typeof id === "string" ? id : null));
  const known = await pool.query<{ id: string; bytes: number; preview: string }>({
    name: "named-results-heads",
    text: "SELECT id, bytes, preview FROM run_value WHERE run_id = $1::uuid AND id = ANY($2::uuid[])",
    values: [runId, ids.filter((id) => id !== null)],
  });
  const heads = new Map(known.rows.map((head) => [head.id, head]));
  return {
    results: ids.map((id) => {
      const head = id === null ? undefined : heads.get(id);
      return { id, bytes: head?.bytes ?? 4, preview: head?.preview ?? "null" };
    }),
    failed: Array.isArray(failed) ? failed.map(withoutIds) : [],
  };
}

/** What is said of a failed item elsewhere: `{ index, error: { code, class } }`. */
function withoutIds(json: Json): Json {
  const { index = null, code = null, class: errorClass = null } = membersOf(json);
  return { index, error: { code, class: errorClass } };
}

function membersOf(json: Json | undefined): JsonObject {
  return isObject(json) ? json : {};
}

function isObject(json: Json | undefined): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
