import type { Json } from "@orrery/graph";

export interface ValueAt {
  /** Concrete, in dots: `cases.0.when`. */
  readonly path: string;
  readonly value: Json | undefined;
}

/** The values in a config that a field's path names; `*` stands for every entry of a list. */
export function valuesAt(config: Json, pattern: string): readonly ValueAt[] {
  if (!pattern.includes(".") && pattern !== "*") return [{ path: pattern, value: memberOf(config, pattern) }];
  let found: ValueAt[] = [{ path: "", value: config }];
  for (const part of pattern.split(".")) {
    found = found.flatMap(({ path, value }) => {
      const under = (key: string | number) => (path === "" ? String(key) : `${path}.${key}`);
      if (part === "*") return isList(value) ? value.map((entry, index) => ({ path: under(index), value: entry })) : [];
      return [{ path: under(part), value: memberOf(value, part) }];
    });
  }
  return found;
}

function memberOf(value: Json | undefined, key: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
