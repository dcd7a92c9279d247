import { analyzeTemplate } from "./analyze-template.ts";
import { anyType, booleanType, listOf, nullType, numberType } from "./basic-types.ts";
import type { JsonPath } from "./evaluate/evaluate-json.ts";
import { isObjectValue } from "./evaluate/value.ts";
import type { ExprDiagnostic, ExprProperty, ExprType, PresenceObligation, ReadRef, Scope } from "./expr-type.ts";
import { sortedReads } from "./infer/inference.ts";
import { maxValueDepth } from "./limits.ts";
import { parseTemplate } from "./parse-template.ts";
import { unionOf } from "./union-of.ts";

/** Like `TemplateAnalysis`, for a JSON value; `path` leads to the string that a range counts in. */
export interface JsonAnalysis {
  readonly type: ExprType;
  readonly diagnostics: readonly (ExprDiagnostic & { readonly path: JsonPath })[];
  readonly obligations: readonly (PresenceObligation & { readonly path: JsonPath })[];
  readonly reads: readonly ReadRef[];
}

/** The type of a JSON value in which every string may be a template, and what `analyzeTemplate` finds in each. */
export function analyzeJson(value: unknown, scope: Scope): JsonAnalysis {
  const diagnostics: (ExprDiagnostic & { readonly path: JsonPath })[] = [];
  const obligations: (PresenceObligation & { readonly path: JsonPath })[] = [];
  const reads = new Map<string, ReadRef>();
  const type = analyzeLeaf(value, []);
  return { type, diagnostics, obligations, reads: sortedReads(reads) };

  function analyzeLeaf(leaf: unknown, path: JsonPath): ExprType {
    if (typeof leaf === "string") {
      if (!leaf.includes("{{")) return { kind: "string", values: [leaf] };
      const found = analyzeTemplate(parseTemplate(leaf), scope);
      for (const diagnostic of found.diagnostics) diagnostics.push({ ...diagnostic, path });
      for (const obligation of found.obligations) obligations.push({ ...obligation, path });
      for (const ref of found.reads) reads.set(`${ref.variable} ${ref.face}`, ref);
      return found.type;
    }
    if (typeof leaf === "number") return numberType;
    if (typeof leaf === "boolean") return booleanType;
    if (leaf === null) return nullType;
    if (path.length > maxValueDepth) return anyType;
    if (Array.isArray(leaf)) return listOf(unionOf(...leaf.map((item, index) => analyzeLeaf(item, [...path, index]))));
    if (!isObjectValue(leaf)) return anyType;
    const properties = Object.entries(leaf).map(([name, member]): [string, ExprProperty] => {
      return [name, { type: analyzeLeaf(member, path.concat(name)), optional: false }];
    });
    return { kind: "object", properties: Object.fromEntries(properties), open: false };
  }
}
