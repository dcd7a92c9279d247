export type { Json, JsonObject, JsonSchema } from "@orrery/graph";
export { defineRuntime } from "./define-runtime.ts";
export type {
  Capabilities,
  Catalog,
  Effect,
  FieldSpec,
  HandleSpec,
  NodeCategory,
  NodeDefinition,
  NodeTraits,
  StepCost,
} from "./definition.ts";
export type {
  EgressRequest,
  EgressResponse,
  ModelAnswer,
  ModelRequest,
  NodeRuntime,
  RuntimeInput,
  Runtimes,
  StepContext,
  StepError,
  StepOutcome,
  Usage,
  WaitAnswer,
  WaitSpec,
} from "./runtime.ts";
export { StepFailure } from "./runtime.ts";
export type { SchemaProblem } from "./validate-json.ts";
export { validateJson } from "./validate-json.ts";
