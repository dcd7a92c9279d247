import { stringType } from "./basic-types.ts";
import type { ExprType } from "./expr-type.ts";
import { unionOf } from "./union-of.ts";

/** The type of a value after it has left its expression as JSON: a time is ISO text. */
export function leavingType(type: ExprType): ExprType {
  switch (type.kind) {
    case "timestamp":
      return stringType;
    case "list": {
      const items = leavingType(type.items);
      return items === type.items ? type : { kind: "list", items };
    }
    case "union": {
      const members = type.of.map(leavingType);
      return members.every((member, index) => member === type.of[index]) ? type : unionOf(...members);
    }
    case "object": {
      const changed = new Map<string, ExprType>();
      for (const name of Object.keys(type.properties)) {
        const member = type.properties[name]?.type;
        const left = member === undefined ? undefined : leavingType(member);
        if (left !== undefined && left !== member) changed.set(name, left);
      }
      if (changed.size === 0) return type;
      const properties = Object.entries(type.properties).map(([name, property]) => {
        return [name, { type: changed.get(name) ?? property.type, optional: property.optional }] as const;
      });
      return { ...type, properties: Object.fromEntries(properties) };
    }
    default:
      return type;
  }
}

/** The first kind inside a type that cannot leave an expression, or null. */
export function stuckKind(type: ExprType): "bytes" | "duration" | "type" | null {
  switch (type.kind) {
    case "bytes":
    case "duration":
    case "type":
      return type.kind;
    case "list":
      return stuckKind(type.items);
    case "union":
      return firstStuck(type.of);
    case "object":
      return firstStuck(Object.values(type.properties).map((property) => property.type));
    default:
      return null;
  }
}

function firstStuck(types: readonly ExprType[]): "bytes" | "duration" | "type" | null {
  for (const type of types) {
    const stuck = stuckKind(type);
    if (stuck !== null) return stuck;
  }
  return null;
}
