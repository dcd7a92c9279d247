import type { JsonObject } from "@orrery/node-kit";

/** The names of the fields that an input asks for. */
export function inputFields(schema: JsonObject): readonly string[] {
  const properties = schema.properties;
  return typeof properties === "object" && properties !== null && !Array.isArray(properties)
    ? Object.keys(properties)
    : [];
}
