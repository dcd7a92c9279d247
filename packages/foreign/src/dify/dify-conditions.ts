import { celString } from "../cel-text.ts";
import { listOf, objectsOf, textOf } from "../json-access.ts";
import type { MapContext } from "../mapping.ts";
import { difySelector } from "./dify-reference.ts";

type Operation = (left: string, right: string) => string;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  contains: (a, b) => `contains(${a}, ${b})`,
  "not contains": (a, b) => `!contains(${a}, ${b})`,
  "start with": (a, b) => `${a}.startsWith(${b})`,
  "end with": (a, b) => `${a}.endsWith(${b})`,
  is: (a, b) => `${a} == ${b}`,
  "is not": (a, b) => `${a} != ${b}`,
  empty: (a) => `size(default(${a}, "")) == 0`,
  "not empty": (a) => `size(default(${a}, "")) > 0`,
  "=": (a, b) => `${a} == ${b}`,
  "≠": (a, b) => `${a} != ${b}`,
  ">": (a, b) => `${a} > ${b}`,
  "<": (a, b) => `${a} < ${b}`,
  "≥": (a, b) => `${a} >= ${b}`,
  "≤": (a, b) => `${a} <= ${b}`,
  null: (a) => `default(${a}, null) == null`,
  "not null": (a) => `default(${a}, null) != null`,
  exists: (a) => `default(${a}, null) != null`,
  "not exists": (a) => `default(${a}, null) == null`,
};

const NUMERIC = new Set(["=", "≠", ">", "<", "≥", "≤"]);

/** The conditions of a case of Dify as one expression; null where one of them cannot be translated. */
export function difyConditions(rows: unknown, logical: unknown, ctx: MapContext): string | null {
  const parts = objectsOf(rows).map((row) => {
    const name = textOf(row.comparison_operator);
    const known = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    const left = difySelector(listOf(row.variable_selector), ctx);
    const right = compared(row.value, NUMERIC.has(name) || row.varType === "number", ctx);
    return known === undefined || left === null || right === null ? null : known(left, right);
  });
  if (parts.length === 0 || parts.includes(null)) return null;
  return parts.length === 1
    ? (parts[0] ?? null)
    : parts.map((part) => `(${part})`).join(logical === "or" ? " || " : " && ");
}

function compared(value: unknown, isNumber: boolean, ctx: MapContext): string | null {
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  const text = textOf(value);
  const reference = /^\{\{#([^#{}]{1,300})#\}\}$/.exec(text)?.[1];
  if (reference !== undefined) return difySelector(reference.split("."), ctx);
  if (text.includes("{{#")) return null;
  if (isNumber && text.trim() !== "" && Number.isFinite(Number(text))) return String(Number(text));
  return celString(text);
}
