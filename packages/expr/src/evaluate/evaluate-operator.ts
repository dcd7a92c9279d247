import type { BinaryOperator } from "../expression-node.ts";
import { compareValues } from "../functions/compare-values.ts";
import { inRange } from "../functions/time-functions.ts";
import { ExpressionFailure } from "./expression-failure.ts";
import { Duration, describeValue, isObjectValue, Timestamp } from "./value.ts";
import { valuesEqual } from "./values-equal.ts";
import type { Work } from "./work.ts";

/** Throws ORR_EXPR_TYPE where the operator does not work on these kinds, ORR_EXPR_NOT_FINITE for its result. */
export function evaluateBinary(operator: BinaryOperator, left: unknown, right: unknown, work: Work): unknown {
  switch (operator) {
    case "==":
      return valuesEqual(left, right, work);
    case "!=":
      return !valuesEqual(left, right, work);
    case "<":
      return compareValues(left, right) < 0;
    case "<=":
      return compareValues(left, right) <= 0;
    case ">":
      return compareValues(left, right) > 0;
    case ">=":
      return compareValues(left, right) >= 0;
    case "in":
      return isIn(left, right, work);
    default:
      if (typeof left === "number" && typeof right === "number") return finite(calculate(operator, left, right));
      if (operator === "+") return add(left, right, work);
      if (operator === "-") return subtract(left, right);
      return unfit(operator, left, right);
  }
}

/** The negative of a number or a duration. Throws ORR_EXPR_TYPE. */
export function negate(value: unknown): unknown {
  if (typeof value === "number") return finite(-value);
  if (value instanceof Duration) return new Duration(-value.ms);
  throw new ExpressionFailure("ORR_EXPR_TYPE", `- needs a number, not ${describeValue(value)}.`);
}

function calculate(operator: "+" | "-" | "*" | "/" | "%", left: number, right: number): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "%":
      return left % right;
  }
}

/** The number, with -0 as 0, as JSON would give it back. Throws ORR_EXPR_NOT_FINITE. */
export function finite(value: number): number {
  if (Number.isFinite(value)) return value + 0;
  throw new ExpressionFailure(
    "ORR_EXPR_NOT_FINITE",
    "The result is no finite number (a division by zero, or too large).",
  );
}

function add(left: unknown, right: unknown, work: Work): unknown {
  if (typeof left === "string" && typeof right === "string") {
    work.chargeText(left.length + right.length);
    return left + right;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    work.charge(left.length + right.length);
    return [...left, ...right];
  }
  if (left instanceof Uint8Array && right instanceof Uint8Array) {
    work.chargeText(left.length + right.length);
    return new Uint8Array([...left, ...right]);
  }
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.ms + right.ms);
  if (left instanceof Timestamp && right instanceof Duration) return inRange(left.epochMs + right.ms);
  if (left instanceof Duration && right instanceof Timestamp) return inRange(left.ms + right.epochMs);
  return unfit("+", left, right);
}

function subtract(left: unknown, right: unknown): unknown {
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.ms - right.ms);
  if (left instanceof Timestamp && right instanceof Timestamp) return new Duration(left.epochMs - right.epochMs);
  if (left instanceof Timestamp && right instanceof Duration) return inRange(left.epochMs - right.ms);
  return unfit("-", left, right);
}

function isIn(left: unknown, right: unknown, work: Work): boolean {
  if (Array.isArray(right)) return right.some((item) => valuesEqual(left, item, work));
  if (isObjectValue(right)) {
    if (typeof left === "string") return Object.hasOwn(right, left) && right[left] !== undefined;
    throw new ExpressionFailure("ORR_EXPR_TYPE", `A member has a name, not ${describeValue(left)}.`);
  }
  throw new ExpressionFailure("ORR_EXPR_TYPE", `in looks into a list or an object, not into ${describeValue(right)}.`);
}

function unfit(operator: BinaryOperator, left: unknown, right: unknown): never {
  const message = `${operator} does not work between ${describeValue(left)} and ${describeValue(right)}.`;
  throw new ExpressionFailure("ORR_EXPR_TYPE", message);
}
