import { maxValueDepth } from "../limits.ts";
import { hasExpression, parseTemplate } from "../parse-template.ts";
import type { Bindings } from "./bindings.ts";
import { type EvaluationError, evaluateWithin } from "./evaluate-template.ts";
import { isObjectValue } from "./value.ts";
import { Work } from "./work.ts";

export type JsonPath = readonly (string | number)[];

export type EvaluateJsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: EvaluationError & { readonly path: JsonPath } };

/**
 * A JSON value in which every string may be a template, evaluated leaf by leaf; names of members are literal. The error
 * is that of the first leaf that fails, with its path. Never throws.
 */
export function evaluateJson(value: unknown, bindings: Bindings): EvaluateJsonResult {
  const failed: (EvaluationError & { readonly path: JsonPath })[] = [];
  const work = new Work();
  const result = evaluateLeaf(value, []);
  const [error] = failed;
  return error === undefined ? { ok: true, value: result } : { ok: false, error };

  function evaluateLeaf(leaf: unknown, path: JsonPath): unknown {
    if (failed.length > 0) return null;
    if (path.length > maxValueDepth) {
      const message = `The value is nested more than ${maxValueDepth} deep.`;
      failed.push({ code: "ORR_EXPR_TOO_DEEP", message, range: { start: 0, end: 0 }, path });
      return null;
    }
    if (typeof leaf === "string") {
      if (!leaf.includes("{{")) return leaf;
      const evaluated = evaluateWithin(parseTemplate(leaf), bindings, work);
      if (evaluated.ok) return evaluated.value;
      failed.push({ ...evaluated.error, path });
      return null;
    }
    if (Array.isArray(leaf)) return leaf.map((item, index) => evaluateLeaf(item, [...path, index]));
    if (!isObjectValue(leaf)) return leaf;
    return Object.fromEntries(
      Object.entries(leaf).map(([name, member]) => [name, evaluateLeaf(member, [...path, name])]),
    );
  }
}

/** Whether any string in a JSON value holds an expression. */
export function jsonHasExpression(value: unknown): boolean {
  if (typeof value === "string") return hasExpression(value);
  if (Array.isArray(value)) return value.some(jsonHasExpression);
  return isObjectValue(value) && Object.values(value).some(jsonHasExpression);
}
