import type { Json, JsonObject, JsonSchema } from "@orrery/graph";

/** Deeper than this, and for more members than this, a sample says no more than that something stands there. */
const deepest = 8;
const mostMembers = 200;
const mostItems = 500;

/**
 * A JSON Schema that a sample fits: types, members and items, and which members every object of a list has. It says nothing
 * that only one sample could not know, such as the values of a text or how many items there may be.
 */
export function inferSchema(sample: Json): JsonSchema {
  return schemaOf(sample, deepest);
}

function schemaOf(value: Json, depth: number): JsonSchema {
  if (depth === 0) return {};
  if (value === null) return { type: "null" };
  if (typeof value === "string") return { type: "string" };
  if (typeof value === "number") return { type: "number" };
  if (typeof value === "boolean") return { type: "boolean" };
  if (!isObject(value)) return listSchema(Array.isArray(value) ? value : [], depth);
  return objectSchema([value], depth);
}

function listSchema(items: readonly Json[], depth: number): JsonSchema {
  // Of a long list the rest may be of other shapes: nothing is said of its items then.
  if (items.length === 0 || items.length > mostItems) return { type: "array" };
  return { type: "array", items: commonSchema(items, depth - 1) };
}

/** What all of these fit. Objects are one shape, whose members are required where all have them. */
function commonSchema(values: readonly Json[], depth: number): JsonSchema {
  if (depth <= 0) return {};
  const kinds: JsonSchema[] = [];
  const objects = values.filter((value) => isObject(value));
  const lists = values.filter((value) => Array.isArray(value));
  if (objects.length > 0) kinds.push(objectSchema(objects, depth));
  if (lists.length > 0) kinds.push(listSchema(lists.flat(), depth));
  for (const type of ["string", "number", "boolean"] as const)
    if (values.some((value) => typeof value === type)) kinds.push({ type });
  if (values.includes(null)) kinds.push({ type: "null" });
  const [only] = kinds;
  return kinds.length === 1 && only !== undefined ? only : { anyOf: kinds };
}

function objectSchema(objects: readonly JsonObject[], depth: number): JsonSchema {
  const names = new Set(objects.flatMap((one) => Object.keys(one)));
  if (names.size > mostMembers) return { type: "object" };
  const properties = Object.fromEntries(
    [...names].map((name) => {
      const given = objects.flatMap((one) => (Object.hasOwn(one, name) ? [one[name] ?? null] : []));
      return [name, commonSchema(given, depth - 1)];
    }),
  );
  const required = [...names].filter((name) => objects.every((one) => Object.hasOwn(one, name)));
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
