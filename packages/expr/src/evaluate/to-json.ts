import { maxValueDepth } from "../limits.ts";
import { ExpressionFailure } from "./expression-failure.ts";
import { Duration, isObjectValue, Timestamp, TypeName } from "./value.ts";
import type { Work } from "./work.ts";

/**
 * A value as plain JSON: a time becomes ISO text; bytes, durations, types and what is no JSON are refused
 * (ORR_EXPR_NOT_JSON), so is nesting beyond 200 levels. A value that needs no change is returned itself.
 */
export function toJson(value: unknown, work: Work): unknown {
  return convert(value, work, 0);
}

function convert(value: unknown, work: Work, depth: number): unknown {
  work.charge(1);
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      if (Number.isFinite(value)) return value;
      throw new ExpressionFailure("ORR_EXPR_NOT_FINITE", "A number is not finite.");
    case "object":
      break;
    default:
      return refuse("a value that is no JSON");
  }
  if (value === null) return null;
  if (depth > maxValueDepth) throw new ExpressionFailure("ORR_EXPR_TOO_DEEP", "The value is nested too deep.");
  if (Array.isArray(value)) return convertList(value, work, depth);
  if (value instanceof Timestamp) return isoText(value);
  if (value instanceof Uint8Array) return refuse("bytes");
  if (value instanceof Duration) return refuse("a duration");
  if (value instanceof TypeName) return refuse("a type");
  return isObjectValue(value) ? convertObject(value, work, depth) : refuse("a value that is no JSON");
}

function convertList(list: readonly unknown[], work: Work, depth: number): readonly unknown[] {
  let changed: unknown[] | null = null;
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    const converted = convert(item, work, depth + 1);
    if (converted !== item) changed ??= [...list];
    if (changed !== null) changed[index] = converted;
  }
  return changed ?? list;
}

function convertObject(object: { readonly [name: string]: unknown }, work: Work, depth: number): unknown {
  const entries = Object.entries(object);
  let isChanged = false;
  const converted = entries.map(([name, member]): [string, unknown] => {
    const result = convert(member, work, depth + 1);
    if (result !== member) isChanged = true;
    return [name, result];
  });
  return isChanged ? Object.fromEntries(converted) : object;
}

/** A time as ISO 8601 text in UTC. */
export function isoText(time: Timestamp): string {
  return new Date(time.epochMs).toISOString();
}

function refuse(what: string): never {
  const hint = what === "a duration" ? " Divide it into hours, minutes or seconds first." : "";
  throw new ExpressionFailure("ORR_EXPR_NOT_JSON", `The result is ${what}, which cannot leave an expression.${hint}`);
}
