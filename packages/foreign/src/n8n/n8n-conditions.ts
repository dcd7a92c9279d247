import { celString } from "../cel-text.ts";
import { at, listOf, objectOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext } from "../mapping.ts";

type Operation = (left: string, right: string) => string;

/** What n8n's comparisons are here, by their names of all versions. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  equals: (a, b) => `${a} == ${b}`,
  equal: (a, b) => `${a} == ${b}`,
  notEquals: (a, b) => `${a} != ${b}`,
  notEqual: (a, b) => `${a} != ${b}`,
  contains: (a, b) => `contains(${a}, ${b})`,
  notContains: (a, b) => `!contains(${a}, ${b})`,
  startsWith: (a, b) => `${a}.startsWith(${b})`,
  notStartsWith: (a, b) => `!${a}.startsWith(${b})`,
  endsWith: (a, b) => `${a}.endsWith(${b})`,
  notEndsWith: (a, b) => `!${a}.endsWith(${b})`,
  gt: (a, b) => `${a} > ${b}`,
  larger: (a, b) => `${a} > ${b}`,
  gte: (a, b) => `${a} >= ${b}`,
  largerEqual: (a, b) => `${a} >= ${b}`,
  lt: (a, b) => `${a} < ${b}`,
  smaller: (a, b) => `${a} < ${b}`,
  lte: (a, b) => `${a} <= ${b}`,
  smallerEqual: (a, b) => `${a} <= ${b}`,
  true: (a) => `${a} == true`,
  false: (a) => `${a} == false`,
  empty: (a) => `size(default(${a}, "")) == 0`,
  isEmpty: (a) => `size(default(${a}, "")) == 0`,
  notEmpty: (a) => `size(default(${a}, "")) > 0`,
  isNotEmpty: (a) => `size(default(${a}, "")) > 0`,
  exists: (a) => `default(${a}, null) != null`,
  notExists: (a) => `default(${a}, null) == null`,
  lengthEquals: (a, b) => `size(${a}) == ${b}`,
  lengthGt: (a, b) => `size(${a}) > ${b}`,
  lengthLt: (a, b) => `size(${a}) < ${b}`,
};

/** The conditions of If, Filter and Switch as one expression; null where one of them cannot be translated. */
export function n8nConditions(value: unknown, ctx: MapContext, combine = ""): string | null {
  const conditions = objectOf(value);
  const rows = Array.isArray(conditions.conditions)
    ? objectsOf(conditions.conditions).map((row) => ({
        left: row.leftValue,
        right: row.rightValue,
        operation: textOf(at(row, "operator", "operation")) || textOf(row.operator),
        isNumber: at(row, "operator", "type") === "number",
      }))
    : Object.entries(conditions).flatMap(([kind, list]) =>
        objectsOf(list).map((row) => ({
          left: row.value1,
          right: row.value2,
          operation: textOf(row.operation) || (kind === "number" ? "smaller" : "equal"),
          isNumber: kind === "number",
        })),
      );
  const parts = rows.map(({ left, right, operation, isNumber }) => {
    const known = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
    const a = operand(left, isNumber, ctx);
    const b = operand(right ?? "", isNumber, ctx);
    return known === undefined || a === null || b === null ? null : known(a, b);
  });
  if (parts.length === 0 || parts.includes(null)) return null;
  if (at(conditions, "options", "caseSensitive") === false) {
    ctx.note("Texts are compared with their capitals here: put lower() around both sides where that matters.");
  }
  const isAny = conditions.combinator === "or" || combine === "any";
  return parts.length === 1 ? (parts[0] ?? null) : parts.map((part) => `(${part})`).join(isAny ? " || " : " && ");
}

/** Either side of a comparison: an expression, or a literal of the type that is compared. */
export function operand(value: unknown, isNumber: boolean, ctx: MapContext): string | null {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return listOf(value).length === 0 ? "[]" : null;
  const text = textOf(value);
  if (text.startsWith("=")) return ctx.expression(text);
  if (isNumber && text.trim() !== "" && Number.isFinite(Number(text))) return String(Number(text));
  return text === "true" || text === "false" ? text : celString(text);
}
