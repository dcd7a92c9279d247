import { anyType, neverType } from "./basic-types.ts";
import type { ExprType } from "./expr-type.ts";
import { typesEqual } from "./types-equal.ts";

const maxAlternatives = 16;
const maxTexts = 64;

/** The smallest type that holds every value of each of `types`; `any` swallows all, beyond 16 alternatives it is `any`. */
export function unionOf(...types: readonly ExprType[]): ExprType {
  const [first, second] = types;
  if (first !== undefined && (types.length === 1 || (types.length === 2 && first === second))) return first;
  const alternatives: ExprType[] = [];
  for (const type of types.flatMap(alternativesOf)) {
    if (type.kind === "any") return anyType;
    addAlternative(alternatives, type);
    if (alternatives.length > maxAlternatives) return anyType;
  }
  const [only] = alternatives;
  if (only !== undefined && alternatives.length === 1) return only;
  return alternatives.length === 0 ? neverType : { kind: "union", of: alternatives };
}

/** The members of a union, flattened; any other type alone. */
export function alternativesOf(type: ExprType): readonly ExprType[] {
  if (type.kind !== "union") return [type];
  return type.of.some((member) => member.kind === "union") ? type.of.flatMap(alternativesOf) : type.of;
}

/** `type` without its alternatives of the given kinds; never when none is left. */
export function withoutKinds(type: ExprType, ...kinds: readonly ExprType["kind"][]): ExprType {
  if (type.kind !== "union") return kinds.includes(type.kind) ? neverType : type;
  const all = alternativesOf(type);
  const kept = all.filter((member) => !kinds.includes(member.kind));
  return kept.length === all.length ? type : unionOf(...kept);
}

/** Whether one alternative of `type` is of this kind. */
export function mayBe(type: ExprType, kind: ExprType["kind"]): boolean {
  if (type.kind !== "union") return type.kind === kind;
  return alternativesOf(type).some((member) => member.kind === kind);
}

function addAlternative(alternatives: ExprType[], type: ExprType): void {
  for (const [index, known] of alternatives.entries()) {
    const merged = merge(known, type);
    if (merged !== undefined) {
      alternatives[index] = merged;
      return;
    }
  }
  alternatives.push(type);
}

function merge(left: ExprType, right: ExprType): ExprType | undefined {
  if (left === right) return left;
  if (left.kind === "string" && right.kind === "string") {
    if (left.values === undefined || right.values === undefined) return { kind: "string" };
    const values = [...new Set([...left.values, ...right.values])];
    return values.length > maxTexts ? { kind: "string" } : { kind: "string", values };
  }
  if (left.kind === "list" && right.kind === "list") {
    if (isNever(left.items)) return right;
    if (isNever(right.items)) return left;
    if (left.maxItems !== right.maxItems && typesEqual(left.items, right.items))
      return { kind: "list", items: left.items };
  }
  return typesEqual(left, right) ? left : undefined;
}

function isNever(type: ExprType): boolean {
  return type.kind === "union" && type.of.length === 0;
}
