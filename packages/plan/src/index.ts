export type { Json, JsonObject, JsonSchema } from "@orrery/graph";
export { canonicalJson } from "./canonical-json.ts";
export type { CompileResult } from "./compile-result.ts";
export { compileText } from "./compile-text.ts";
export { type ConcurrencyKey, type ConcurrencyKeyResult, concurrencyKey } from "./concurrency-key.ts";
export { type CompiledBeside, type CompileOptions, type Compiler, compile, createCompiler } from "./create-compiler.ts";
export type { CredentialFace, Credentials } from "./credentials.ts";
export { DEFAULT_BUDGET } from "./default-budget.ts";
export { drawingHash } from "./drawing-hash.ts";
export { sha256Hex } from "./hash.ts";
export { newToolArgs, newToolEntry, retellTool, type ToolCandidate } from "./new-tool-entry.ts";
export { type Prices, pricesOf } from "./passes/prices.ts";
export type {
  Bound,
  Bounds,
  Diagnostic,
  DiagnosticFix,
  Plan,
  PlanBudget,
  PlanContainer,
  PlanEdge,
  PlanJoin,
  PlanNode,
  PlanPolicy,
  PlanTool,
} from "./plan.ts";
export { planSchema } from "./plan-schema.ts";
export { namedHosts, templateNeedsOf } from "./template-needs.ts";
export { whyNoTool } from "./why-no-tool.ts";
export {
  calledVersions,
  type Interfaces,
  maxCallDepth,
  noInterfaces,
  usedServers,
  type WorkflowFace,
  workflowFace,
} from "./workflow-face.ts";
