import { maxValueDepth } from "../limits.ts";
import { ExpressionFailure } from "./expression-failure.ts";
import { Duration, isObjectValue, kindOfValue, Timestamp, TypeName } from "./value.ts";
import type { Work } from "./work.ts";

/** Deep equality of two values; values of different kinds are unequal. Charges for every pair compared. */
export function valuesEqual(left: unknown, right: unknown, work: Work, depth = 0): boolean {
  work.charge(1);
  if (typeof left === "string" && typeof right === "string") {
    if (left.length !== right.length) return false;
    work.charge(left.length >> 6);
    return left === right;
  }
  if (left === right) return true;
  if (depth > maxValueDepth) throw new ExpressionFailure("ORR_EXPR_TOO_DEEP", "The values are nested too deep.");
  if (kindOfValue(left) !== kindOfValue(right)) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, at) => valuesEqual(item, right[at], work, depth + 1));
  }
  if (left instanceof Timestamp && right instanceof Timestamp) return left.epochMs === right.epochMs;
  if (left instanceof Duration && right instanceof Duration) return left.ms === right.ms;
  if (left instanceof TypeName && right instanceof TypeName) return left.name === right.name;
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    return left.length === right.length && left.every((byte, at) => byte === right[at]);
  }
  if (!isObjectValue(left) || !isObjectValue(right)) return false;
  const names = Object.keys(left);
  work.charge(names.length);
  if (names.length !== Object.keys(right).length) return false;
  return names.every((name) => Object.hasOwn(right, name) && valuesEqual(left[name], right[name], work, depth + 1));
}
