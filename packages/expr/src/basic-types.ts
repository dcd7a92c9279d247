import type { ExprType } from "./expr-type.ts";

export const anyType: ExprType = { kind: "any" };
export const absentType: ExprType = { kind: "absent" };
export const nullType: ExprType = { kind: "null" };
export const booleanType: ExprType = { kind: "boolean" };
export const numberType: ExprType = { kind: "number" };
export const stringType: ExprType = { kind: "string" };
export const timestampType: ExprType = { kind: "timestamp" };
export const durationType: ExprType = { kind: "duration" };
export const bytesType: ExprType = { kind: "bytes" };
export const typeType: ExprType = { kind: "type" };
export const openObjectType: ExprType = { kind: "object", properties: {}, open: true };
/** The type of no value: of the items of `[]`. */
export const neverType: ExprType = { kind: "union", of: [] };

/** The type of lists of `items`. */
export function listOf(items: ExprType, maxItems?: unknown): ExprType {
  return typeof maxItems === "number" ? { kind: "list", items, maxItems } : { kind: "list", items };
}
