import type { EventBody, RefusalReason, RunCommand, WaitFor } from "./events.ts";
import { BUDGET_LIMITS, usedOf } from "./policy/budget.ts";
import { isLosing } from "./policy/lose.ts";
import { INTERRUPTED } from "./policy/retry.ts";
import { handlingOf } from "./policy/sub-steps.ts";
import { UNCERTAIN } from "./recover.ts";
import type { RunState, StepRecord } from "./state/run-state.ts";
import { ROOT_SCOPE } from "./step-key.ts";

/**
 * Turns a command into the one event that names it: what it asks for, or why not. First come wins: an answer after a
 * cancel, an expiry or another answer is refused.
 */
export function applyCommand(state: RunState, command: RunCommand, now: number): EventBody {
  const refusal = refusalOf(state, command, now);
  if (refusal !== null) return { type: "command.refused", at: now, commandId: command.id, reason: refusal };
  switch (command.kind) {
    case "start": {
      const { id: commandId, planHash, input, entry, breakpoints = [], fork, budget, trace } = command;
      return {
        type: "run.started",
        at: now,
        commandId,
        planHash,
        input,
        entry,
        ...(breakpoints.length > 0 && { breakpoints }),
        ...(fork !== undefined && { forkOf: { runId: fork.runId, seq: fork.seq } }),
        ...(budget !== undefined && { budget }),
        ...(trace !== undefined && { trace }),
      };
    }
    case "cancel": {
      const again = state.scopes.get(ROOT_SCOPE)?.doom?.cause === "cancel" || state.control.undo.stopped !== null;
      return { type: "run.cancelling", at: now, commandId: command.id, ...(again && { hard: true }) };
    }
    case "pause":
      return { type: "run.paused", at: now, cause: "person", commandId: command.id };
    case "resume": {
      const { id: commandId, mode, raise } = command;
      return { type: "run.resumed", at: now, commandId, mode, ...(raise !== undefined && { raise }) };
    }
    case "settle":
      return settled(state, command, now);
    case "answer": {
      const { id: commandId, stepKey, answer } = command;
      return { type: "step.resumed", at: now, stepKey, by: "person", commandId, answer };
    }
    case "signal": {
      const { id: commandId, stepKey, answer } = command;
      return { type: "step.resumed", at: now, stepKey, by: "signal", commandId, answer };
    }
    case "child": {
      const { id: commandId, stepKey, end } = command;
      return { type: "step.resumed", at: now, stepKey, by: "run", commandId, child: end };
    }
  }
}

/** What becomes of an uncertain step: made again at once, or failed as its policy has it. */
function settled(state: RunState, command: Extract<RunCommand, { kind: "settle" }>, at: number): EventBody {
  const { stepKey, id: commandId } = command;
  const step = state.steps.get(stepKey);
  const attempt = step?.attempt ?? 1;
  if (command.choice === "retry")
    return { type: "step.retrying", at, stepKey, attempt, error: INTERRUPTED, dueAt: at, commandId };
  const handled = step === undefined ? "fail" : handlingOf(state, step);
  return { type: "step.failed", at, stepKey, attempt, error: UNCERTAIN, handled, commandId };
}

/** True once an event of the log names the command; it is not applied again. */
export function isAnswered(state: RunState, commandId: string): boolean {
  return state.commands.has(commandId);
}

function refusalOf(state: RunState, command: RunCommand, now: number): RefusalReason | null {
  if (state.end !== null) return "RUN_ENDED";
  const doom = state.scopes.get(ROOT_SCOPE)?.doom ?? null;
  if (doom !== null) {
    if (doom.cause !== "cancel") return command.kind === "cancel" ? refuseStop(state) : "RUN_ENDED";
    return command.kind === "cancel" && !doom.hard ? null : "CANCELLING";
  }
  switch (command.kind) {
    case "start":
      return refuseStart(state, command);
    case "cancel":
      return null;
    case "pause":
      return state.control.pause === null ? null : "ALREADY_PAUSED";
    case "resume":
      return refuseResume(state, command, now);
    case "settle":
      return refuseSettle(state, command.stepKey);
    case "answer":
      return refuseAnswer(state, { stepKey: command.stepKey, waitFor: "person" }, now);
    case "signal":
      return refuseAnswer(state, { stepKey: command.stepKey, waitFor: "signal" }, now);
    case "child": {
      // A step that was made again waits for another run: this one's end says nothing any more.
      const isMeant = state.steps.get(command.stepKey)?.childRunId === command.childRunId;
      return isMeant ? refuseAnswer(state, { stepKey: command.stepKey, waitFor: "run" }, now) : "NOT_WAITING";
    }
  }
}

/** A run that failed has nothing to stop but the undoing of what it did. */
function refuseStop(state: RunState): RefusalReason | null {
  const { stopped } = state.control.undo;
  if (stopped !== null) return stopped.hard ? "CANCELLING" : null;
  const { current, stack } = state.control.undo;
  return current !== null || stack.length > 0 ? null : "RUN_ENDED";
}

function refuseStart(state: RunState, command: Extract<RunCommand, { kind: "start" }>): RefusalReason | null {
  if (state.started !== null) return "ALREADY_STARTED";
  const { plan, nodes } = state.index;
  const entryFits = command.entry === null || nodes.get(command.entry)?.node.role === "entry";
  return command.planHash === plan.hash && entryFits ? null : "INVALID";
}

/** Where limits are raised, those named have to be above what is used, and the one that the run paused at among them. */
function refuseResume(
  state: RunState,
  { raise }: Extract<RunCommand, { kind: "resume" }>,
  now: number,
): RefusalReason | null {
  const { pause } = state.control;
  if (pause === null) return "NOT_PAUSED";
  if (raise === undefined) return null;
  const used = usedOf(state, now);
  const isTooLow = BUDGET_LIMITS.some((limit) => raise[limit] !== undefined && raise[limit] <= used[limit]);
  const isBeside = BUDGET_LIMITS.some((limit) => limit === pause.limit && raise[limit] === undefined);
  return isTooLow || isBeside ? "LIMIT_TOO_LOW" : null;
}

function refuseSettle(state: RunState, stepKey: string): RefusalReason | null {
  const step = state.steps.get(stepKey);
  const isOpen = step?.status === "uncertain" && state.waiting.has(stepKey);
  return isOpen && !isEnding(state, step) ? null : "NOT_UNCERTAIN";
}

function refuseAnswer(
  state: RunState,
  wait: { readonly stepKey: string; readonly waitFor: WaitFor },
  now: number,
): RefusalReason | null {
  const step = state.steps.get(wait.stepKey);
  const waits = step?.status === "waiting" && step.waitFor === wait.waitFor;
  if (!waits || isEnding(state, step)) return "NOT_WAITING";
  return step.dueAt === null || now < step.dueAt ? null : "NOT_WAITING";
}

function isEnding(state: RunState, step: StepRecord): boolean {
  return state.scopes.get(step.scopeKey)?.doom !== null || isLosing(state, step.key);
}
