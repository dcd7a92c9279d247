export { applyCommand, isAnswered } from "./apply-command.ts";
export type { Work } from "./busy-key.ts";
export { busyKey } from "./busy-key.ts";
export { decide } from "./decide.ts";
export type { DecideInput, Decision } from "./decision.ts";
export { commandSchema, eventBodySchema, eventSchema } from "./event-schema.ts";
export type {
  ErrorClass,
  EventBody,
  EventError,
  RefusalReason,
  RunCommand,
  RunEvent,
  UsageFigures,
  ValueRef,
} from "./events.ts";
export { fold, LogGapError } from "./fold/fold.ts";
export type { FailedAttempt, Moment, Outcome, StepWork } from "./on-outcome.ts";
export {
  BAD_HANDLE,
  isWanted,
  onCollected,
  onFinished,
  onOutcome,
  onStart,
  onStepFailure,
} from "./on-outcome.ts";
export type { IndexedNode, PlanIndex, PlanNodeShape, PlanShape } from "./plan-index.ts";
export { childrenOf, indexPlan, nodeOf, visibleStepKey } from "./plan-index.ts";
export { INTERRUPTED, TIMEOUT } from "./policy/retry.ts";
export { APPROVAL_EXPIRED } from "./policy/wait.ts";
export { recover, UNCERTAIN } from "./recover.ts";
export { hasEnded } from "./select/has-ended.ts";
export type { ContainerProgress, ContainerResults, Iteration } from "./select/iterations.ts";
export { containerProgress, containerResults, iterations } from "./select/iterations.ts";
export type { NodeSummary } from "./select/node-summary.ts";
export { nodeSummary } from "./select/node-summary.ts";
export type { RunFigures, RunOutputs } from "./select/run.ts";
export { nextWakeAt, runFigures, runOutputs, runStatus } from "./select/run.ts";
export type { NodeReading, Wait } from "./select/step.ts";
export { nodeReading, stepOf, stepStatus, waits } from "./select/step.ts";
export type { RunState, StatusCounts, StepRecord } from "./state/run-state.ts";
export { initialState } from "./state/run-state.ts";
export { STATE_VERSION, stateFromJson, stateToJson } from "./state/state-json.ts";
export type { StepKeyParts } from "./step-key.ts";
export {
  childKey,
  containerOf,
  formatStepKey,
  iterationKey,
  nodeIdOf,
  parseStepKey,
  ROOT_SCOPE,
  scopeKeyOf,
} from "./step-key.ts";
export type { RunStatus, StepStatus } from "./step-status.ts";
export { isEnded, RUN_STATUSES, STEP_STATUSES } from "./step-status.ts";
export type { StepDelta, ValuePreview, WatchItem } from "./watch-item.ts";
