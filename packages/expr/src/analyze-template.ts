import { anyType, stringType } from "./basic-types.ts";
import type { ExprType, Scope, TemplateAnalysis } from "./expr-type.ts";
import { noFacts } from "./infer/facts.ts";
import { inferNode } from "./infer/infer-node.ts";
import { type Findings, type Place, report, sortedReads } from "./infer/inference.ts";
import { leavingType, stuckKind } from "./leaving-type.ts";
import type { ParsedTemplate, TemplatePart } from "./template.ts";

const noLocals: ReadonlyMap<string, ExprType> = new Map();

/**
 * The type of a field's value in a scope, every error in it with its range (those of reading included), what must be
 * proved about presence, and all it reads. Presence of whole nodes is not decided here. Never throws.
 */
export function analyzeTemplate(parsed: ParsedTemplate, scope: Scope): TemplateAnalysis {
  const findings: Findings = { text: parsed.text, scope, diagnostics: [...parsed.diagnostics], reads: new Map() };
  const place: Place = { findings, obligations: [], facts: noFacts, locals: noLocals, catchesMissing: false };
  const types = parsed.parts.map((part) => (part.kind === "text" ? stringType : inferPart(part, place)));
  return {
    type: typeOfField(parsed, types),
    diagnostics: findings.diagnostics,
    obligations: place.obligations,
    reads: sortedReads(findings.reads),
  };
}

function inferPart(part: TemplatePart & { readonly kind: "expression" }, place: Place): ExprType {
  if (part.expression === null) return anyType;
  const type = inferNode(part.expression, place);
  const stuck = stuckKind(type);
  if (stuck === null) return leavingType(type);
  const hints = {
    duration: "ask it for its getHours(), getMinutes() or getSeconds()",
    bytes: "string(…) makes text of them",
    type: "compare it inside the expression",
  };
  report(place, {
    code: "ORR_EXPR_NOT_JSON",
    message: `A value of kind ${stuck} cannot leave an expression: ${hints[stuck]}.`,
    range: part.expression,
  });
  return anyType;
}

function typeOfField(parsed: ParsedTemplate, types: readonly ExprType[]): ExprType {
  const [type] = types;
  if (parsed.isWhole && type !== undefined) return type;
  const [only] = parsed.parts;
  if (only === undefined) return { kind: "string", values: [""] };
  return parsed.parts.length === 1 && only.kind === "text" ? { kind: "string", values: [only.text] } : stringType;
}
