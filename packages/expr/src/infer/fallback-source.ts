import type { ExprType } from "../expr-type.ts";
import { alternativesOf } from "../union-of.ts";

/** The source of a harmless value of this type, to stand second in a proposed `default(x, …)`. */
export function fallbackSource(type: ExprType): string {
  for (const one of alternativesOf(type)) {
    if (one.kind === "string") return '""';
    if (one.kind === "number") return "0";
    if (one.kind === "boolean") return "false";
    if (one.kind === "list") return "[]";
    if (one.kind === "object") return "{}";
  }
  return "null";
}
