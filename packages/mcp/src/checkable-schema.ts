import type { Json, JsonObject } from "@orrery/node-kit";

const known = new WeakMap<JsonObject, JsonObject>();
const left = new Set(["pattern", "format", "$dynamicRef", "$dynamicAnchor", "contentMediaType", "contentEncoding"]);
const deepest = 64;

/**
 * A schema of a server's, without what cannot be checked within bounds: patterns (their matching time has none) and
 * references that lead elsewhere. What is left out is the server's own to check.
 */
export function checkableSchema(schema: JsonObject): JsonObject {
  const made = known.get(schema);
  if (made !== undefined) return made;
  const found = without(schema, 0);
  const checkable = isObject(found) ? found : {};
  known.set(schema, checkable);
  return checkable;
}

function without(value: Json, depth: number): Json {
  if (depth > deepest) return true;
  if (isList(value)) return value.map((one) => without(one, depth + 1));
  if (!isObject(value)) return value;
  const { $ref } = value;
  if ($ref !== undefined && !(typeof $ref === "string" && /^#\/(?:\$defs|definitions)\/[^/]+$/.test($ref))) return true;
  const hasPatterns = value.patternProperties !== undefined;
  const entries = Object.entries(value).filter(([keyword, one]) => {
    // A property may be called like a keyword; what it holds is then a schema, or true.
    if (left.has(keyword) && typeof one === "string") return false;
    if (keyword === "patternProperties") return false;
    return !(hasPatterns && (keyword === "additionalProperties" || keyword === "unevaluatedProperties"));
  });
  return Object.fromEntries(entries.map(([keyword, one]) => [keyword, without(one, depth + 1)]));
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
