import { ExpressionFailure } from "../evaluate/expression-failure.ts";
import { describeValue, isObjectValue, type ObjectValue } from "../evaluate/value.ts";

/** Each returns the argument at `at` as the kind its parameter promises; the throw is for callers that break it. */
export function textAt(args: readonly unknown[], at: number): string {
  const value = args[at];
  return typeof value === "string" ? value : wrongKind("text", value);
}

export function numberAt(args: readonly unknown[], at: number): number {
  const value = args[at];
  return typeof value === "number" ? value : wrongKind("a number", value);
}

export function listAt(args: readonly unknown[], at: number): readonly unknown[] {
  const value = args[at];
  return Array.isArray(value) ? value : wrongKind("a list", value);
}

export function objectAt(args: readonly unknown[], at: number): ObjectValue {
  const value = args[at];
  return isObjectValue(value) ? value : wrongKind("an object", value);
}

/** Every item as a number. */
export function numbersIn(list: readonly unknown[]): readonly number[] {
  return list.map((item) => (typeof item === "number" ? item : wrongKind("a list of numbers", item, "an item")));
}

/** A number that must be whole. */
export function wholeAt(args: readonly unknown[], at: number): number {
  const value = numberAt(args, at);
  if (Number.isInteger(value)) return value;
  throw new ExpressionFailure("ORR_EXPR_INDEX_NOT_WHOLE", `A whole number is needed here, not ${value}.`);
}

/** Throws ORR_EXPR_TYPE. */
export function wrongKind(wanted: string, value: unknown, what = "this"): never {
  throw new ExpressionFailure("ORR_EXPR_TYPE", `Expected ${wanted}, but ${what} is ${describeValue(value)}.`);
}

/** Throws ORR_EXPR_BAD_VALUE: the kind is right, the content is not. */
export function badValue(message: string): never {
  throw new ExpressionFailure("ORR_EXPR_BAD_VALUE", message);
}
