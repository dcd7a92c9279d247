import {
  analyzeJson,
  analyzeTemplate,
  type ExprDiagnostic,
  type ExprType,
  explainMismatch,
  isExprWarning,
  type JsonPath,
  type PresenceObligation,
  parseTemplate,
  type ReadRef,
  type Scope,
} from "@orrery/expr";
import { boundedType } from "../bounded-type.ts";
import type { Diagnostic } from "../plan.ts";
import type { ExpressionField } from "./parse.ts";

/** An obligation with the text it was found in. `field` is the path of that text, in dots. */
export interface FieldObligation extends PresenceObligation {
  readonly field: string;
}

export interface FieldAnalysis {
  readonly field: ExpressionField;
  readonly type: ExprType;
  readonly diagnostics: readonly Diagnostic[];
  readonly obligations: readonly FieldObligation[];
  readonly reads: readonly ReadRef[];
}

/** The type of a field's value in a scope, what is wrong with it, and what must be proved of presence. */
export function analyzeField(nodeId: string, field: ExpressionField, scope: Scope): FieldAnalysis {
  const found: Found =
    typeof field.value === "string"
      ? analyzeTemplate(parseTemplate(field.value), scope)
      : analyzeJson(field.value, scope);
  const diagnostics = found.diagnostics.map((problem) =>
    fieldDiagnostic(nodeId, pathOf(field.path, problem.path), problem),
  );
  const mismatch = field.spec.expects === undefined ? null : explainMismatch(found.type, field.spec.expects);
  if (mismatch !== null && diagnostics.length === 0) {
    const message = `“${field.spec.label}” of “${nodeId}” does not fit: ${mismatch.replace(/\.$/, "")}.`;
    diagnostics.push({ code: "ORR_FIELD_TYPE", severity: "error", message, nodeId, field: field.path });
  }
  return {
    field,
    type: boundedType(found.type),
    diagnostics,
    obligations: found.obligations.map(({ anyOf, assuming, range, path }) => {
      return { anyOf, assuming, range, field: pathOf(field.path, path) };
    }),
    reads: found.reads,
  };
}

/** What can be said of a field without a scope: whether its expressions can be read at all. */
export function readField(nodeId: string, { path, value }: ExpressionField): readonly Diagnostic[] {
  if (typeof value === "string") {
    return parseTemplate(value).diagnostics.map((problem) => fieldDiagnostic(nodeId, path, problem));
  }
  if (typeof value !== "object" || value === null) return [];
  const entries: readonly (readonly [string | number, unknown])[] = Object.entries(value);
  return entries.flatMap(([key, member]) =>
    isJson(member) ? readField(nodeId, { path: `${path}.${key}`, value: member, spec: emptySpec }) : [],
  );
}

const emptySpec: ExpressionField["spec"] = { path: "", label: "", control: "json" };

function isJson(value: unknown): value is ExpressionField["value"] {
  return typeof value === "string" || (typeof value === "object" && value !== null);
}

/** What was found in a text, which has no path, or in a JSON value. */
interface Found {
  readonly type: ExprType;
  readonly diagnostics: readonly (ExprDiagnostic & { readonly path?: JsonPath })[];
  readonly obligations: readonly (PresenceObligation & { readonly path?: JsonPath })[];
  readonly reads: readonly ReadRef[];
}

function pathOf(field: string, path: JsonPath | undefined): string {
  return path === undefined || path.length === 0 ? field : `${field}.${path.join(".")}`;
}

function fieldDiagnostic(nodeId: string, field: string, problem: ExprDiagnostic): Diagnostic {
  const { code, message, range, fix } = problem;
  return {
    code,
    severity: isExprWarning(code) ? "warning" : "error",
    message,
    nodeId,
    field,
    range,
    ...(fix === undefined
      ? {}
      : { fix: { kind: "replace", title: fix.title, start: range.start, end: range.end, text: fix.replacement } }),
  };
}
