import type { NewValue, Values } from "../ports.ts";
import type { Json } from "../types.ts";
import type { MemoryTables } from "./memory-tables.ts";

/** Reads stored values; those of kind `results` are put together from the values they name, to any depth. */
export function memoryValues(tables: MemoryTables): Values {
  const read = (runId: string, id: string): Json | undefined => {
    const value = tables.runs.get(runId)?.values.get(id);
    return value === undefined ? undefined : resolve(value, (inner) => read(runId, inner));
  };
  return {
    read: async (runId, id) => read(runId, id) ?? null,
    readMany: async (runId, ids) => {
      const found = new Map<string, Json>();
      for (const id of ids) {
        const json = read(runId, id);
        if (json !== undefined) found.set(id, json);
      }
      return found;
    },
  };
}

function resolve(value: NewValue, read: (id: string) => Json | undefined): Json {
  const json = parseJson(value.json);
  if (value.kind !== "results") return json;
  const { results, failed } = membersOf(json);
  return {
    results: listOf(results).map((id) => (typeof id === "string" ? (read(id) ?? null) : null)),
    failed: listOf(failed).map((entry) => {
      const { index, code, class: errorClass, valueId } = membersOf(entry);
      const said = typeof valueId === "string" ? membersOf(read(valueId)) : {};
      return { index: Number(index), error: { code: String(code), class: String(errorClass), ...said } };
    }),
  };
}

/** Guarantee: `JSON.parse` gives nothing but JSON. */
function parseJson(text: string): Json {
  return JSON.parse(text) as Json;
}

function listOf(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? json : [];
}

function membersOf(json: Json | undefined): { readonly [key: string]: Json } {
  const plain = typeof json === "object" && json !== null && !Array.isArray(json);
  return plain ? (json as { readonly [key: string]: Json }) : {};
}
