import { ExpressionFailure } from "./expression-failure.ts";
import { describeValue, isObjectValue } from "./value.ts";

/** Throws ORR_EXPR_NO_MEMBER where it is missing (of null: everything is), ORR_EXPR_TYPE where there cannot be any. */
export function readMember(target: unknown, name: string): unknown {
  if (isObjectValue(target)) {
    const value = Object.hasOwn(target, name) ? target[name] : undefined;
    if (value !== undefined) return value;
    throw new ExpressionFailure("ORR_EXPR_NO_MEMBER", `There is no member ${JSON.stringify(name.slice(0, 80))}.`);
  }
  if (target === null) {
    const message = `${JSON.stringify(name.slice(0, 80))} cannot be read from nothing (null).`;
    throw new ExpressionFailure("ORR_EXPR_NO_MEMBER", message);
  }
  throw new ExpressionFailure("ORR_EXPR_TYPE", `${describeValue(target)} has no members.`);
}

/** Reads an item by a whole number, or a member by text. */
export function readIndex(target: unknown, index: unknown): unknown {
  if (Array.isArray(target)) {
    if (typeof index !== "number") {
      throw new ExpressionFailure("ORR_EXPR_TYPE", `An item has a number, not ${describeValue(index)}.`);
    }
    if (!Number.isInteger(index)) {
      throw new ExpressionFailure("ORR_EXPR_INDEX_NOT_WHOLE", `An index must be whole, and this is ${index}.`);
    }
    const value = index >= 0 && index < target.length ? target[index] : undefined;
    if (value !== undefined) return value;
    const message = `There is no item ${index}: the list has ${target.length}, counted from 0.`;
    throw new ExpressionFailure("ORR_EXPR_INDEX_OUTSIDE", message);
  }
  if (target !== null && !isObjectValue(target)) {
    throw new ExpressionFailure("ORR_EXPR_TYPE", `${describeValue(target)} has no items or members.`);
  }
  if (typeof index === "string") return readMember(target, index);
  if (target === null) throw new ExpressionFailure("ORR_EXPR_NO_MEMBER", "Nothing (null) has no items.");
  throw new ExpressionFailure("ORR_EXPR_TYPE", `A member has a name, not ${describeValue(index)}.`);
}
