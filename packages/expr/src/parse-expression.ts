import type { ASTNode } from "@marcbachmann/cel-js";
import { Environment, ParseError } from "@marcbachmann/cel-js";
import { findBracketBeyond } from "./bracket-depth.ts";
import type { ExprDiagnostic } from "./expr-type.ts";
import type { ExpressionNode } from "./expression-node.ts";
import { maxDepth, maxSourceBytes } from "./limits.ts";
import { lowerTree } from "./lower-tree.ts";
import { ParseProblem } from "./parse-problem.ts";
import { readPlainPath } from "./read-plain-path.ts";
import { utf8Length } from "./utf8-length.ts";

/** The one environment of all expressions. Only its parser is used: types and evaluation are ours. */
const environment = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxDepth: 250, maxAstNodes: maxSourceBytes * 2, maxListElements: maxSourceBytes },
});

export type ParsedExpression =
  | { readonly ok: true; readonly expression: ExpressionNode }
  | { readonly ok: false; readonly diagnostic: ExprDiagnostic };

/**
 * Reads one expression, applying the guards of size and depth. `offset` is where `source` starts in the text of the
 * field; all ranges count from the start of the field. Never throws.
 */
export function parseExpression(source: string, offset: number): ParsedExpression {
  const path = readPlainPath(source, offset);
  return path === null ? parseByGrammar(source, offset) : { ok: true, expression: path };
}

/** The same by the grammar alone, whatever the expression looks like. */
export function parseByGrammar(source: string, offset: number): ParsedExpression {
  const whole = { start: offset, end: offset + source.length };
  if (source.length > maxSourceBytes / 3 && utf8Length(source) > maxSourceBytes) {
    return refuse("ORR_EXPR_TOO_LONG", `An expression may have at most ${maxSourceBytes} bytes.`, whole);
  }
  if (source.trim() === "") {
    return refuse("ORR_EXPR_EMPTY", "There is no expression between the braces.", whole);
  }
  const deep = findBracketBeyond(source, maxDepth);
  if (deep !== -1) {
    return refuse("ORR_EXPR_TOO_DEEP", `Brackets may be nested at most ${maxDepth} deep.`, {
      start: offset + deep,
      end: offset + deep + 1,
    });
  }
  let tree: ASTNode;
  try {
    tree = environment.parse(source).ast;
  } catch (error) {
    return { ok: false, diagnostic: explainSyntax(error, source, offset) };
  }
  try {
    return { ok: true, expression: lowerTree(tree, source, offset) };
  } catch (error) {
    if (error instanceof ParseProblem) return { ok: false, diagnostic: error.diagnostic };
    return refuse("ORR_EXPR_TOO_DEEP", "The expression is too deep to be read.", whole);
  }
}

function refuse(code: string, message: string, range: ExprDiagnostic["range"]): ParsedExpression {
  return { ok: false, diagnostic: { code, message, range } };
}

const tokenNames: readonly (readonly [RegExp, string])[] = [
  [/^Unexpected token: EOF$/, "The expression ends too early."],
  [/^Expected (\w+), got EOF$/, "The expression ends too early: $1 is missing."],
  [/^Unexpected token: (\w+)$/, "$1 cannot stand here."],
  [/^Expected (\w+), got (\w+)$/, "$1 was expected here, not $2."],
  [/^Reserved identifier: (\w+)$/, "“$1” is a reserved word of the expression language."],
];

function explainSyntax(error: unknown, source: string, offset: number): ExprDiagnostic {
  if (!(error instanceof ParseError)) {
    const range = { start: offset, end: offset + source.length };
    return { code: "ORR_EXPR_TOO_DEEP", message: "The expression is too deep to be read.", range };
  }
  const start = Math.min(error.range?.start ?? 0, source.length);
  const end = Math.min(Math.max(error.range?.end ?? start, start), source.length);
  const range = { start: offset + start, end: offset + end };
  if (error.code === "limit_exceeded") {
    return { code: "ORR_EXPR_TOO_DEEP", message: `The expression is too large: ${error.summary}.`, range };
  }
  for (const [pattern, words] of tokenNames) {
    if (pattern.test(error.summary)) {
      const message = error.summary.replace(pattern, words).replaceAll(/\b[A-Z]{2,}\b/g, nameToken);
      return { code: "ORR_EXPR_SYNTAX", message: message.charAt(0).toUpperCase() + message.slice(1), range };
    }
  }
  return { code: "ORR_EXPR_SYNTAX", message: `${error.summary}.`, range };
}

const signs: { readonly [token: string]: string } = {
  LPAREN: "“(”",
  RPAREN: "“)”",
  LBRACKET: "“[”",
  RBRACKET: "“]”",
  LBRACE: "“{”",
  RBRACE: "“}”",
  DOT: "“.”",
  COMMA: "“,”",
  COLON: "“:”",
  QUESTION: "“?”",
  IDENTIFIER: "a name",
  NUMBER: "a number",
  STRING: "a text",
  PLUS: "“+”",
  MINUS: "“-”",
  MULTIPLY: "“*”",
  DIVIDE: "“/”",
  MODULO: "“%”",
  EQ: "“==”",
  NE: "“!=”",
  IN: "“in”",
  AND: "“&&”",
  OR: "“||”",
  NOT: "“!”",
};

function nameToken(token: string): string {
  return signs[token] ?? token;
}
