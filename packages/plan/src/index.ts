export type { Json, JsonObject, JsonSchema } from "@orrery/graph";
export type { CompileResult } from "./compile-result.ts";
export type { Bound, Bounds, Diagnostic, DiagnosticFix, Plan, PlanEdge, PlanNode, PlanPolicy } from "./plan.ts";
