import { type ExprType, type JsonObject, object, typeFromJsonSchema } from "@orrery/node-kit";

/** What a person filled in. Whoever refuses need fill in nothing, so every field may be missing. */
export function valuesType(fields: JsonObject | undefined): ExprType {
  if (fields === undefined) return object({});
  const type = typeFromJsonSchema(fields);
  if (type.kind !== "object") return type;
  const properties: typeof type.properties = Object.fromEntries(
    Object.entries(type.properties).map(([name, member]) => [name, { type: member.type, optional: true }]),
  );
  return { ...type, properties };
}
