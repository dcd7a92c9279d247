import type { Json } from "@orrery/plan";
import type { Values } from "@orrery/ports";
import type { Archives } from "../retention/archives.ts";
import { gatherCalls } from "./gather-calls.ts";
import type { SqlRunner } from "./sql-runner.ts";

interface ValueRow {
  readonly run_id: string;
  readonly id: string;
  readonly kind: string;
  readonly data: Json;
  readonly blob: Buffer | null;
}

interface Resolved {
  readonly kind: string;
  readonly json: Json;
}

/** What a value of kind `results` holds: a map's output by reference. */
interface ResultsByReference {
  readonly results: readonly (string | null)[];
  readonly failed: readonly {
    readonly index: number;
    readonly code: string;
    readonly class: string;
    readonly valueId: string | null;
  }[];
}

/**
 * Reads stored values; those of kind `results` are put together from the values that they name, to any depth.
 * @param archives where values are looked for that are no longer in the database.
 */
export function createValues(sql: SqlRunner, archives?: Archives): Values {
  const fetch = gatherCalls(async (asked: readonly { readonly runId: string; readonly ids: readonly string[] }[]) => {
    const pairs = asked.flatMap(({ runId, ids }) => ids.map((id) => ({ runId, id })));
    const found = await sql.query<ValueRow>({
      name: "read-values",
      text: `SELECT v.run_id, v.id, v.kind, v.data, b.data AS blob
        FROM unnest($1::uuid[], $2::uuid[]) AS t(run, id) JOIN run_value v ON v.run_id = t.run AND v.id = t.id
        LEFT JOIN blob b ON b.workspace_id = v.workspace_id AND b.sha256 = v.blob_sha`,
      values: [pairs.map((pair) => pair.runId), pairs.map((pair) => pair.id)],
    });
    const byRun = Map.groupBy(found.rows, (row) => row.run_id);
    return asked.map(({ runId, ids }) => {
      const wanted = new Set(ids);
      return new Map(
        (byRun.get(runId) ?? []).filter((row) => wanted.has(row.id)).map((row) => [row.id, resolvedRow(row)]),
      );
    });
  }, 200);

  const readMany = async (runId: string, ids: readonly string[]): Promise<ReadonlyMap<string, Json>> => {
    if (ids.length === 0) return new Map();
    const rows = await fetch({ runId, ids: [...new Set(ids)] });
    const missing = ids.filter((id) => !rows.has(id));
    for (const [id, value] of (await archives?.values(runId, missing)) ?? []) {
      rows.set(id, { kind: value.valueKind, json: JSON.parse(value.json) });
    }
    const byReference = [...rows]
      .filter(([, row]) => row.kind === "results")
      .map(([id, row]) => ({ id, row: resultsIn(row.json) }));
    const members = await readMany(
      runId,
      byReference.flatMap(({ row }) => namedIn(row)),
    );
    const answer = new Map<string, Json>([...rows].map(([id, row]) => [id, row.json]));
    for (const { id, row } of byReference) answer.set(id, assemble(row, members));
    return answer;
  };

  return {
    readMany,
    read: async (runId, id) => (await readMany(runId, [id])).get(id) ?? null,
  };
}

function resolvedRow(row: ValueRow): Resolved {
  return { kind: row.kind, json: row.blob === null ? row.data : JSON.parse(row.blob.toString("utf8")) };
}

/** Reads the shape that the runner gives to values of kind `results`; whatever else stands there is passed over. */
function resultsIn(json: Json): ResultsByReference {
  const { results, failed } = membersOf(json);
  return {
    results: (Array.isArray(results) ? results : []).map(idOrNull),
    failed: (Array.isArray(failed) ? failed : []).map((entry: Json) => {
      const { index, code, class: errorClass, valueId } = membersOf(entry);
      return { index: Number(index), code: String(code), class: String(errorClass), valueId: idOrNull(valueId) };
    }),
  };
}

function membersOf(json: Json | undefined): { readonly [key: string]: Json } {
  return isObject(json) ? json : {};
}

function isObject(json: Json | undefined): json is { readonly [key: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function idOrNull(json: Json | undefined): string | null {
  return typeof json === "string" ? json : null;
}

function namedIn(row: ResultsByReference): string[] {
  return [...row.results, ...row.failed.map((entry) => entry.valueId)].filter((id) => id !== null);
}

function assemble(row: ResultsByReference, members: ReadonlyMap<string, Json>): Json {
  return {
    results: row.results.map((id) => (id === null ? null : (members.get(id) ?? null))),
    failed: row.failed.map(({ index, code, class: errorClass, valueId }) => ({
      index,
      error: { code, class: errorClass, ...membersOf(valueId === null ? null : members.get(valueId)) },
    })),
  };
}
