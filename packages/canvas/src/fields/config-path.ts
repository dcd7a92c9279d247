import type { Json, JsonObject, JsonPath } from "@orrery/graph";

/** What stands at a path of a config; undefined where there is nothing. */
export function readPath(config: Json | undefined, path: JsonPath): Json | undefined {
  let at = config;
  for (const part of path) {
    if (Array.isArray(at) && typeof part === "number") at = at[part];
    else if (isObject(at) && typeof part === "string" && Object.hasOwn(at, part)) at = at[part];
    else return undefined;
  }
  return at;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `cases.*.when` and `cases.2.when` are the same kind of field. */
export function matchesPattern(pattern: string, field: string): boolean {
  const want = pattern.split(".");
  const have = field.split(".");
  return want.length === have.length && want.every((part, index) => part === "*" || part === have[index]);
}

export function dotted(path: JsonPath): string {
  return path.join(".");
}
