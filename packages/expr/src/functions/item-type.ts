import { anyType } from "../basic-types.ts";
import type { ExprType } from "../expr-type.ts";
import { alternativesOf, unionOf } from "../union-of.ts";

/** What one item of a list of this type may be; `any` where the type is not only lists. */
export function itemType(list: ExprType | undefined): ExprType {
  if (list === undefined) return anyType;
  return unionOf(...alternativesOf(list).map((type) => (type.kind === "list" ? type.items : anyType)));
}
