import { anyType } from "./basic-types.ts";
import type { ExprType, Scope } from "./expr-type.ts";
import { noFacts } from "./infer/facts.ts";
import { inferNode } from "./infer/infer-node.ts";
import { parseExpression } from "./parse-expression.ts";

/** The type of a piece of source for completion: missing members and errors are no matter, what is unknown is `any`. */
export function inferLeniently(source: string, scope: Scope, locals: ReadonlyMap<string, ExprType>): ExprType {
  const read = parseExpression(source, 0);
  if (!read.ok) return anyType;
  const findings = { text: source, scope, diagnostics: [], reads: new Map() };
  return inferNode(read.expression, { findings, obligations: [], facts: noFacts, locals, catchesMissing: true });
}
