export { applyCommand, isAnswered } from "./apply-command.ts";
export type { Work } from "./busy-key.ts";
export { busyKey } from "./busy-key.ts";
export { decide } from "./decide.ts";
export type { DecideInput, Decision } from "./decision.ts";
export { commandSchema, eventBodySchema, eventSchema } from "./event-schema.ts";
export type {
  BudgetAmount,
  BudgetLimits,
  BudgetUse,
  ChildEnd,
  ErrorClass,
  EventBody,
  EventError,
  ForkRequest,
  LogPlace,
  PauseCause,
  PinnedOutput,
  RefusalReason,
  RunCommand,
  RunEvent,
  StepEffect,
  SubStepKind,
  UsageFigures,
  ValueRef,
  WaitFor,
} from "./events.ts";
export { nodeFacts } from "./facts/node-facts.ts";
export type { NodeFact, NodeOutcome, RunFacts } from "./facts/run-facts.ts";
export type { FactNode } from "./facts/step-track.ts";
export { addCounts, timeBucket, timeQuantile } from "./facts/time-histogram.ts";
export { fold, LogGapError } from "./fold/fold.ts";
export { foldPrefix } from "./fork/fold-prefix.ts";
export type { ForkSource } from "./fork/fork-facts.ts";
export type { ForkPlan } from "./fork/plan-fork.ts";
export { planFork } from "./fork/plan-fork.ts";
export type { FailedAttempt, Moment, Outcome, StepWork } from "./on-outcome.ts";
export {
  BAD_HANDLE,
  isWanted,
  mayBegin,
  onCollected,
  onFinished,
  onOutcome,
  onStart,
  onStepFailure,
} from "./on-outcome.ts";
export type { ContainerShape, IndexedNode, PlanIndex, PlanNodeShape, PlanShape } from "./plan-index.ts";
export { childrenOf, indexPlan, nodeOf, visibleStepKey } from "./plan-index.ts";
export { budgetUse } from "./policy/child-budget.ts";
export { JOIN_UNMET } from "./policy/join.ts";
export { leftBy } from "./policy/left-by.ts";
export { pinEvents } from "./policy/pin.ts";
export type { CallRequest, ReserveAnswer } from "./policy/reserve.ts";
export { limitsCalls, reserve } from "./policy/reserve.ts";
export { BUDGET_HELD, BUDGET_WAIT, INTERRUPTED, TIMEOUT } from "./policy/retry.ts";
export type { SubStepAsk } from "./policy/sub-steps.ts";
export { onAsk } from "./policy/sub-steps.ts";
export { CANCEL_GRACE_MS } from "./policy/tear-down.ts";
export type { UndoProgress } from "./policy/undo.ts";
export { undoProgress } from "./policy/undo.ts";
export { APPROVAL_EXPIRED, SIGNAL_EXPIRED } from "./policy/wait.ts";
export { recover, UNCERTAIN } from "./recover.ts";
export type { Replay, ReplayMoment, ReplayOptions } from "./replay/create-replay.ts";
export { createReplay } from "./replay/create-replay.ts";
export { hasEnded } from "./select/has-ended.ts";
export type { ContainerProgress, ContainerResults, Iteration, LoopResult } from "./select/iterations.ts";
export { containerProgress, containerResults, iterations, loopResult, loopState } from "./select/iterations.ts";
export type { NodeSummary } from "./select/node-summary.ts";
export { nodeSummary } from "./select/node-summary.ts";
export type { RunFigures, RunOutputs } from "./select/run.ts";
export { nextWakeAt, runFigures, runOutputs, runStatus } from "./select/run.ts";
export type { NodeReading, Wait } from "./select/step.ts";
export { isOff, nodeReading, stepOf, stepStatus, waits } from "./select/step.ts";
export type { SubStep } from "./select/sub-steps.ts";
export { subStepsOf } from "./select/sub-steps.ts";
export { roundTimeIn, timeTicks } from "./select/time-ticks.ts";
export type { PauseRecord } from "./state/control-record.ts";
export type { RunEnd, RunState, StatusCounts, StepRecord, SubStepRecord } from "./state/run-state.ts";
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
  planStepKeyOf,
  ROOT_SCOPE,
  scopeKeyOf,
  subStepKey,
} from "./step-key.ts";
export type { RunStatus, StepStatus } from "./step-status.ts";
export { isEnded, RUN_STATUSES, STEP_STATUSES } from "./step-status.ts";
export {
  formatTraceparent,
  parseTraceparent,
  runSpanIdOf,
  stepSpanIdOf,
  type TraceContext,
  traceIdOf,
} from "./trace/trace-context.ts";
export type { StepDelta, ValuePreview, WatchItem } from "./watch-item.ts";
