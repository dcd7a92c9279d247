import type { TextRange } from "../expr-type.ts";
import type { ExpressionNode } from "../expression-node.ts";
import { maxResultBytes } from "../limits.ts";
import type { ParsedTemplate, TemplatePart } from "../template.ts";
import type { Bindings } from "./bindings.ts";
import { evaluateNode } from "./evaluate-node.ts";
import { ExpressionFailure } from "./expression-failure.ts";
import { jsonSize } from "./json-size.ts";
import { textOf } from "./text-of.ts";
import { toJson } from "./to-json.ts";
import { kindOfValue, type ValueKind } from "./value.ts";
import { Work } from "./work.ts";

export interface EvaluationError {
  /** `ORR_EXPR_…` */
  readonly code: string;
  readonly message: string;
  /** In the text of the field. */
  readonly range: TextRange;
}

export type EvaluateResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: EvaluationError };

/**
 * The value of a field: of its one expression, or else its text. Plain JSON, finite numbers, never a BigInt; at most
 * 256 KB unless a value is handed through unchanged. Upstream text is data and never read as an expression. Never
 * throws, and ends after a bounded number of steps.
 */
export function evaluateTemplate(parsed: ParsedTemplate, bindings: Bindings): EvaluateResult {
  return evaluateWithin(parsed, bindings, new Work());
}

/** Like `evaluateTemplate`, sharing one allowance of steps with other fields. */
export function evaluateWithin(parsed: ParsedTemplate, bindings: Bindings, work: Work): EvaluateResult {
  const [broken] = parsed.diagnostics;
  if (broken !== undefined) {
    return { ok: false, error: { code: broken.code, message: broken.message, range: broken.range } };
  }
  const whole = { start: 0, end: parsed.text.length };
  try {
    return { ok: true, value: fieldValue(parsed, bindings, work) };
  } catch (error) {
    if (error instanceof ExpressionFailure) {
      return { ok: false, error: { code: error.code, message: error.message, range: error.range ?? whole } };
    }
    // What is left is the engine's own limit: a stack or a text that became too large.
    const message = "The expression is too large or too deep to be evaluated.";
    return { ok: false, error: { code: "ORR_EXPR_TOO_LARGE", message, range: whole } };
  }
}

function fieldValue(parsed: ParsedTemplate, bindings: Bindings, work: Work): unknown {
  const evaluation = { bindings, work, locals: null };
  const [first] = parsed.parts;
  if (parsed.isWhole && first?.kind === "expression" && first.expression !== null) {
    const { expression, range } = first;
    const value = evaluateNode(expression, evaluation);
    if (handsThrough(expression) && plainKinds.has(kindOfValue(value))) return value;
    const json = placed(range, () => toJson(value, work));
    if (jsonSize(json, maxResultBytes) > maxResultBytes) throw tooLarge(range);
    return json;
  }
  let text = "";
  for (const part of parsed.parts) {
    text += part.kind === "text" ? part.text : textOfPart(part, () => textOf(evaluate(part), work));
    if (text.length > maxResultBytes && parsed.parts.length > 1) throw tooLarge(part.range);
  }
  if (parsed.parts.length > 1 && jsonSize(text, maxResultBytes + 2) > maxResultBytes + 2) {
    throw tooLarge({ start: 0, end: parsed.text.length });
  }
  return text;

  function evaluate(part: TemplatePart & { readonly kind: "expression" }): unknown {
    return part.expression === null ? null : evaluateNode(part.expression, evaluation);
  }
}

function textOfPart(part: TemplatePart, write: () => string): string {
  return placed(part.range, write);
}

/** Gives a failure that has no place yet the place of the whole expression. */
function placed<Result>(range: TextRange, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof ExpressionFailure) error.range ??= range;
    throw error;
  }
}

function tooLarge(range: TextRange): ExpressionFailure {
  const message = `The result is larger than ${maxResultBytes / 1024} KB.`;
  return new ExpressionFailure("ORR_EXPR_TOO_LARGE", message, range);
}

const plainKinds: ReadonlySet<ValueKind> = new Set(["null", "boolean", "number", "string", "list", "object"]);

/** Whether an expression only picks a value that exists already, and computes none. */
function handsThrough(node: ExpressionNode): boolean {
  switch (node.kind) {
    case "variable":
    case "literal":
      return true;
    case "member":
    case "index":
      return handsThrough(node.target);
    case "default":
      return handsThrough(node.value) && handsThrough(node.fallback);
    case "conditional":
      return handsThrough(node.whenTrue) && handsThrough(node.whenFalse);
    case "list":
      return node.items.length === 0;
    case "object":
      return node.entries.length === 0;
    default:
      return false;
  }
}
