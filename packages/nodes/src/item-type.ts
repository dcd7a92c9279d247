import { anything, type ExprType, unionOf } from "@orrery/node-kit";

/** The type of the entries of a list; of what is no list for sure, anything. */
export function itemType(type: ExprType): ExprType {
  if (type.kind === "list") return type.items;
  if (type.kind !== "union") return anything;
  return unionOf(...type.of.map(itemType));
}
