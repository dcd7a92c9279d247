export { analyzeJson, type JsonAnalysis } from "./analyze-json.ts";
export { analyzeTemplate } from "./analyze-template.ts";
export {
  absentType,
  anyType,
  booleanType,
  listOf,
  neverType,
  nullType,
  numberType,
  openObjectType,
  stringType,
} from "./basic-types.ts";
export { type Completion, completionsAt } from "./completions-at.ts";
export { describeType } from "./describe-type.ts";
export type { Bindings } from "./evaluate/bindings.ts";
export {
  type EvaluateJsonResult,
  evaluateJson,
  type JsonPath,
  jsonHasExpression,
} from "./evaluate/evaluate-json.ts";
export { type EvaluateResult, type EvaluationError, evaluateTemplate } from "./evaluate/evaluate-template.ts";
export { evaluateUrl } from "./evaluate/evaluate-url.ts";
export { explainMismatch, isAssignable } from "./explain-mismatch.ts";
export { type ExprCode, exprCodes, isExprWarning } from "./expr-codes.ts";
export type {
  ExprDiagnostic,
  ExprProperty,
  ExprType,
  PresenceObligation,
  ReadRef,
  Scope,
  ScopeVariable,
  TemplateAnalysis,
  TextRange,
} from "./expr-type.ts";
export type { ExpressionNode } from "./expression-node.ts";
export { type FunctionEntry, functionCatalogue } from "./function-catalogue.ts";
export { type MemberType, memberTypes } from "./member-types.ts";
export { nearestName } from "./nearest-name.ts";
export { isValidNodeId, reservedNames } from "./node-id.ts";
export { hasExpression, parseTemplate } from "./parse-template.ts";
export { renameVariable } from "./rename-variable.ts";
export type { ParsedTemplate, TemplatePart } from "./template.ts";
export { typeFromJsonSchema } from "./type-from-json-schema.ts";
export { typesEqual } from "./types-equal.ts";
export { alternativesOf, unionOf, withoutKinds } from "./union-of.ts";
export { type VariableRead, variableReads } from "./variable-reads.ts";
