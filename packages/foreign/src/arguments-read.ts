import type { Json, JsonObject } from "@orrery/graph";
import { isObject } from "./json-access.ts";

/** The JSON Schema of what a tool is called with: every member of `call.args` that its config reads. */
export function argumentsRead(config: JsonObject): JsonObject {
  const names = new Set<string>();
  const look = (value: Json | undefined): void => {
    if (typeof value === "string") {
      for (const [, name] of value.matchAll(/\bcall\.args\.([A-Za-z_][A-Za-z0-9_]{0,63})/g)) names.add(name ?? "");
    } else if (Array.isArray(value)) for (const one of value) look(one);
    else if (isObject(value)) for (const one of Object.values(value)) look(one);
  };
  look(config);
  const properties = [...names].map((name) => [name, { type: "string" }] as const);
  return { type: "object", properties: Object.fromEntries(properties), required: [...names] };
}
