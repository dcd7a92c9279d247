import type { ExprType } from "./expr-type.ts";

/** Structural equality; the order of union members and of enumerated texts counts. */
export function typesEqual(left: ExprType, right: ExprType): boolean {
  if (left === right) return true;
  if (left.kind === "string" && right.kind === "string") return textsEqual(left.values, right.values);
  if (left.kind === "list" && right.kind === "list") {
    return left.maxItems === right.maxItems && typesEqual(left.items, right.items);
  }
  if (left.kind === "union" && right.kind === "union") {
    return left.of.length === right.of.length && left.of.every((type, index) => equalOrMissing(type, right.of[index]));
  }
  if (left.kind === "object" && right.kind === "object") {
    const names = Object.keys(left.properties);
    if (left.open !== right.open || names.length !== Object.keys(right.properties).length) return false;
    return names.every((name) => {
      if (!Object.hasOwn(right.properties, name)) return false;
      const ours = left.properties[name];
      const theirs = right.properties[name];
      return ours?.optional === theirs?.optional && equalOrMissing(ours?.type, theirs?.type);
    });
  }
  return left.kind === right.kind && left.kind !== "string";
}

function equalOrMissing(left: ExprType | undefined, right: ExprType | undefined): boolean {
  return left !== undefined && right !== undefined && typesEqual(left, right);
}

function textsEqual(left: readonly string[] | undefined, right: readonly string[] | undefined): boolean {
  if (left === undefined || right === undefined) return left === right;
  return left.length === right.length && left.every((text, index) => text === right[index]);
}
