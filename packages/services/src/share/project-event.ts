import type { ChildEnd, EventError, RunEvent, UsageFigures, ValueRef } from "@orrery/engine";

/** Stands for every value, run, command and plan: which one it is, and how large, is nobody's who only looks. */
const nothing: ValueRef = { id: "shared", bytes: 0 };
const elsewhere = { runId: "shared", seq: 0 } as const;

/**
 * An event as whoever has a link may see it: a new object of the fields named here, so that a field that is added to an event
 * is hidden until it is added here, too. A type that this version does not know keeps its number in the log and says nothing.
 */
export function projectEvent(event: RunEvent, usage: "shown" | "hidden"): RunEvent {
  const { seq, at } = event;
  const row = { v: 1, seq, epoch: 0, at } as const;
  const figures = (given: UsageFigures | undefined): { readonly usage?: UsageFigures } =>
    given === undefined || usage === "hidden" ? {} : { usage: usageOf(given) };
  const commandId = `shared-${seq}`;
  switch (event.type) {
    case "run.started":
      return { ...row, type: event.type, commandId, planHash: "shared", input: nothing, entry: event.entry };
    case "run.pinned":
      return { ...row, type: event.type, nodeId: event.nodeId, output: nothing, ...handleOf(event) };
    case "run.paused":
      return { ...row, type: event.type, cause: event.cause, ...keyOf(event) };
    case "run.resumed":
      return { ...row, type: event.type, commandId, mode: event.mode };
    case "run.cancelling":
      return { ...row, type: event.type, commandId, ...(event.hard && { hard: true }) };
    case "run.cancelled":
      return { ...row, type: event.type };
    case "run.failing":
      return { ...row, type: event.type, error: errorOf(event.error), ...keyOf(event) };
    case "run.succeeded":
      return { ...row, type: event.type, output: event.output && nothing };
    case "run.failed":
      return {
        ...row,
        type: event.type,
        error: errorOf(event.error),
        ...keyOf(event),
        ...(event.undone !== undefined && { undone: event.undone }),
        ...(event.undoFailed !== undefined && { undoFailed: event.undoFailed }),
        ...(event.notUndone !== undefined && { notUndone: event.notUndone }),
      };
    case "step.started":
    case "step.uncertain":
      return { ...row, type: event.type, stepKey: event.stepKey, attempt: event.attempt };
    case "step.asked":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        parentKey: event.parentKey,
        kind: event.kind,
        effect: event.effect,
        ...(event.nodeId !== undefined && { nodeId: event.nodeId }),
      };
    case "step.succeeded":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        attempt: event.attempt,
        output: nothing,
        ...handleOf(event),
        ...startOf(event),
        ...figures(event.usage),
        ...(event.cached && { cached: { runId: "shared", at } }),
      };
    case "step.reused":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        ...(event.from && { from: elsewhere }),
        ...(event.by && { by: event.by }),
        ...(event.output && { output: nothing }),
        ...handleOf(event),
        ...(event.error && { error: errorOf(event.error) }),
        ...(event.handled && { handled: event.handled }),
        ...figures(event.usage),
      };
    case "step.failed":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        attempt: event.attempt,
        error: errorOf(event.error),
        handled: event.handled,
        ...startOf(event),
      };
    case "step.retrying":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        attempt: event.attempt,
        error: errorOf(event.error),
        dueAt: event.dueAt,
        ...startOf(event),
      };
    case "step.skipped":
      return { ...row, type: event.type, stepKey: event.stepKey, ...(event.bypassed && { bypassed: true }) };
    case "step.waiting":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        attempt: event.attempt,
        for: event.for,
        dueAt: event.dueAt,
        ...startOf(event),
      };
    case "step.resumed":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        by: event.by,
        ...(event.answer && { answer: nothing }),
        ...(event.child && { child: childOf(event.child) }),
      };
    case "step.cancelled":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        ...(event.hard && { hard: true }),
        ...(event.inFlight && { inFlight: true }),
      };
    case "scope.opened":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        attempt: event.attempt,
        count: event.count,
        ...(event.state && { state: nothing }),
        ...startOf(event),
        ...(event.from && { from: elsewhere }),
      };
    case "scope.finished":
      return {
        ...row,
        type: event.type,
        stepKey: event.stepKey,
        index: event.index,
        ...(event.value && { value: nothing }),
        ...(event.done !== undefined && { done: event.done }),
        ...(event.error && { error: errorOf(event.error) }),
        ...(event.from && { from: elsewhere }),
      };
    case "budget.reserved":
    case "budget.settled": {
      if (usage === "hidden") return silent(row);
      const { usd, tokens, modelCalls } = event.amount;
      const { stepKey, attempt, call } = event;
      return { ...row, type: event.type, stepKey, attempt, call, amount: { usd, tokens, modelCalls } };
    }
    case "command.refused":
      return silent(row);
    default:
      event satisfies never;
      return silent(row);
  }
}

/** Changes no state, and keeps the log without gaps. */
function silent(row: { readonly v: 1; readonly seq: number; readonly epoch: number; readonly at: number }): RunEvent {
  return { ...row, type: "command.refused", commandId: `shared-${row.seq}`, reason: "INVALID" };
}

function errorOf({ code, class: kind }: EventError): EventError {
  return { code, class: kind };
}

function childOf({ status, error }: ChildEnd): ChildEnd {
  return { status, ...(error && { error: errorOf(error) }) };
}

function usageOf({ inputTokens, outputTokens, usd }: UsageFigures): UsageFigures {
  return { inputTokens, outputTokens, usd };
}

function keyOf({ stepKey }: { readonly stepKey?: string }): { readonly stepKey?: string } {
  return stepKey === undefined ? {} : { stepKey };
}

function handleOf({ handle }: { readonly handle?: string }): { readonly handle?: string } {
  return handle === undefined ? {} : { handle };
}

function startOf({ startedAt }: { readonly startedAt?: number }): { readonly startedAt?: number } {
  return startedAt === undefined ? {} : { startedAt };
}
