import type { Json, JsonObject } from "@orrery/graph";

/** The members of an object, or of nothing. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The entries of a list that are objects. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** A text or a number as text; anything else is empty. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
}

/** A finite number, also one written as text; null for anything else. */
export function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

/** The member at a path of names; undefined where there is none. */
export function at(value: unknown, ...path: readonly string[]): Json | undefined {
  let here: unknown = value;
  for (const name of path) here = isObject(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  return here as Json | undefined;
}

/** A record of texts, of rows that name a key and a value. */
export function pairsOf(rows: readonly JsonObject[], nameField: string, change: (value: string) => string): JsonObject {
  const pairs = rows.flatMap((row) => {
    const name = textOf(row[nameField]).slice(0, 200);
    return name === "" || name === "__proto__" ? [] : [[name, change(textOf(row.value))] as const];
  });
  return Object.fromEntries(pairs);
}
