import { ExpressionFailure } from "../evaluate/expression-failure.ts";
import { Duration, describeValue, Timestamp } from "../evaluate/value.ts";

/**
 * Below 0, 0 or above 0 as `left` stands before, with or after `right`. Numbers, texts (by UTF-16 code unit), times,
 * durations and booleans are ordered among their own kind. Throws ORR_EXPR_TYPE for anything else.
 */
export function compareValues(left: unknown, right: unknown): number {
  const [a, b] = [orderKey(left), orderKey(right)];
  if (typeof a === "number" && typeof b === "number" && ofOneKind(left, right)) return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  throw new ExpressionFailure(
    "ORR_EXPR_TYPE",
    `${describeValue(left)} and ${describeValue(right)} cannot be put in order.`,
  );
}

function orderKey(value: unknown): number | string | null {
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "boolean") return Number(value);
  if (value instanceof Timestamp) return value.epochMs;
  return value instanceof Duration ? value.ms : null;
}

function ofOneKind(left: unknown, right: unknown): boolean {
  if (typeof left !== "object" || left === null) return typeof left === typeof right;
  return typeof right === "object" && right !== null && left.constructor === right.constructor;
}
