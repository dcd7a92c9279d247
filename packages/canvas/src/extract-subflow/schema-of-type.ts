import type { ExprType } from "@orrery/expr";
import type { JsonObject } from "@orrery/graph";

const DEEPEST = 12;

/** A JSON Schema of the values of a type; what JSON Schema cannot say, and what is very deep, allows anything. */
export function schemaOfType(type: ExprType, depth = 0): JsonObject {
  if (depth > DEEPEST) return {};
  switch (type.kind) {
    case "null":
    case "boolean":
    case "number":
      return { type: type.kind };
    case "string":
      return type.values === undefined || type.values.length === 0
        ? { type: "string" }
        : { type: "string", enum: type.values };
    case "list":
      return { type: "array", items: schemaOfType(type.items, depth + 1) };
    case "object": {
      const properties = Object.entries(type.properties);
      const required = properties.flatMap(([name, { optional }]) => (optional ? [] : [name]));
      return {
        type: "object",
        properties: Object.fromEntries(properties.map(([name, of]) => [name, schemaOfType(of.type, depth + 1)])),
        ...(required.length > 0 && { required }),
        ...(type.open && { additionalProperties: true }),
      };
    }
    case "union":
      return { anyOf: type.of.map((one) => schemaOfType(one, depth + 1)) };
    default:
      return {};
  }
}
