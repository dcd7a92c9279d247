export { type ExprType, typeFromJsonSchema, unionOf } from "@orrery/expr";
export type { Json, JsonObject, JsonSchema } from "@orrery/graph";
export { checkJsonSchema, type JsonSchemaProblem } from "./check-json-schema.ts";
export type { MailReceipt, MailRequest, SqlAnswer, SqliteAnswer, SqliteRequest, SqlRequest } from "./connections.ts";
export type { ModelMessage, ModelTool, ModelToolCall, ModelToolResult } from "./conversation.ts";
export { createCatalog } from "./create-catalog.ts";
export { type CronSchedule, cronProblem, cronTimes } from "./cron-times.ts";
export { defineNode } from "./define-node.ts";
export { defineRuntime } from "./define-runtime.ts";
export type {
  Capabilities,
  Catalog,
  ContainerTrait,
  Effect,
  FieldSpec,
  HandleSpec,
  NodeCategory,
  NodeDefinition,
  NodeTraits,
  StepCost,
  TriggerSpec,
  WorkflowCall,
} from "./definition.ts";
export {
  type FileChange,
  type FileToKeep,
  type FileValue,
  fileNameProblem,
  isFileValue,
  type StepFiles,
} from "./files.ts";
export { type ImageMediaType, imageMediaType, type ModelImage } from "./images.ts";
export { inferSchema } from "./infer-schema.ts";
export type {
  MemoryChoice,
  MemoryFinding,
  MemoryHit,
  MemoryItem,
  MemoryLabels,
  MemoryNamespace,
  MemoryPlace,
  MemoryScope,
  MemoryWrite,
  NewMemoryRecord,
  RecallQuery,
  StepMemory,
} from "./memory.ts";
export type {
  EgressRequest,
  EgressResponse,
  FileTarget,
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
export type { SubEnd, SubOutcome, SubSteps, SubWait, SubWork, ToolCall } from "./sub-steps.ts";
export { isSubStepName, refusedSubSteps, TOOL_OUT_OF_TIME } from "./sub-steps.ts";
export type { ToolAnswer, ToolFace, ToolRequest, ToolUse } from "./tool.ts";
export {
  absent,
  anything,
  boolean,
  choice,
  list,
  nothing,
  number,
  object,
  openObject,
  stepError,
  text,
} from "./types.ts";
export type { SchemaProblem } from "./validate-json.ts";
export { validateJson } from "./validate-json.ts";
export { worksInSubSteps } from "./works-in-sub-steps.ts";
