import type { JsonPath } from "@orrery/graph";
import type { FieldSpec } from "@orrery/node-kit";

export interface FieldAt {
  readonly spec: FieldSpec;
  /** How many steps of the path lead to the field; the rest lies inside it. */
  readonly depth: number;
}

/** The most particular field that a place in a config belongs to; null where none says what it is. */
export function fieldAt(fields: readonly FieldSpec[], path: JsonPath): FieldAt | null {
  let best: FieldAt | null = null;
  for (const spec of fields) {
    const parts = spec.path.split(".");
    const fits = parts.length <= path.length && parts.every((part, at) => part === "*" || part === String(path[at]));
    if (fits && parts.length > (best?.depth ?? 0)) best = { spec, depth: parts.length };
  }
  return best;
}

/** A place in words, as the form names it: “Prompt”, “Headers · accept”, “When · 2”. */
export function placeWords(fields: readonly FieldSpec[], path: JsonPath): string {
  const field = fieldAt(fields, path);
  const depth = field?.depth ?? 0;
  const counted = field?.spec.path.includes("*") ? path.slice(0, depth).filter((part) => typeof part === "number") : [];
  const inside = [...counted, ...path.slice(depth)];
  const words = inside.map((part) => (typeof part === "number" ? String(part + 1) : part));
  return [...(field ? [field.spec.label] : []), ...words].join(" · ");
}
