import type { Json, JsonObject } from "@orrery/node-kit";

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function textAt(schema: JsonObject, key: string): string {
  const value = schema[key];
  return typeof value === "string" ? value : "";
}

export function numberAt(schema: JsonObject, key: string): number | null {
  const value = schema[key];
  return typeof value === "number" ? value : null;
}

/** The types a schema allows, `null` last: where nothing is found in the text, null is the honest answer. */
export function typesOf(schema: JsonObject): readonly string[] {
  const { type } = schema;
  const listed = isList(type) ? type.filter((one) => typeof one === "string") : typeof type === "string" ? [type] : [];
  const guessed = isObject(schema.properties) ? ["object"] : isObject(schema.items) ? ["array"] : ["string"];
  const types = listed.length > 0 ? listed : guessed;
  return types.toSorted((a, b) => Number(a === "null") - Number(b === "null"));
}

const maxDepth = 20;

/** The schema with local `$ref`s, `allOf` and the first of `anyOf` / `oneOf` taken in. */
export function resolveSchema(schema: Json | undefined, root: JsonObject, depth = 0): JsonObject {
  if (!isObject(schema) || depth > maxDepth) return {};
  const { $ref, allOf, anyOf, oneOf, ...own } = schema;
  const resolve = (part: Json | undefined) => resolveSchema(part, root, depth + 1);
  if (typeof $ref === "string" && $ref.startsWith("#/")) {
    let at: Json | undefined = root;
    for (const key of $ref.slice(2).split("/")) {
      at = isObject(at) && Object.hasOwn(at, decodeURIComponent(key)) ? at[decodeURIComponent(key)] : undefined;
    }
    return { ...resolve(at), ...own };
  }
  const choices = [anyOf, oneOf].find(isList)?.map(resolve) ?? [];
  const chosen = choices.find((choice) => typesOf(choice)[0] !== "null") ?? {};
  const nullable = choices.some((choice) => typesOf(choice)[0] === "null");
  const parts = isList(allOf) ? allOf.map(resolve) : [];
  const properties = Object.assign({}, ...[...parts, chosen, own].map((part) => part.properties ?? {})) as JsonObject;
  const merged: JsonObject = Object.assign({}, ...parts, chosen, own);
  return {
    ...merged,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(nullable && { type: [...typesOf(merged), "null"] }),
  };
}
