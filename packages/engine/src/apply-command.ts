import type { EventBody, RefusalReason, RunCommand } from "./events.ts";
import type { RunState } from "./state/run-state.ts";
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
      const { id: commandId, planHash, input, entry } = command;
      return { type: "run.started", at: now, commandId, planHash, input, entry };
    }
    case "cancel":
      return { type: "run.cancelling", at: now, commandId: command.id };
    case "answer": {
      const { id: commandId, stepKey, answer } = command;
      return { type: "step.resumed", at: now, stepKey, by: "person", commandId, answer };
    }
  }
}

/** True once an event of the log names the command; it is not applied again. */
export function isAnswered(state: RunState, commandId: string): boolean {
  return state.commands.has(commandId);
}

function refusalOf(state: RunState, command: RunCommand, now: number): RefusalReason | null {
  if (state.end !== null) return "RUN_ENDED";
  const doom = state.scopes.get(ROOT_SCOPE)?.doom ?? null;
  if (doom !== null) return doom.cause === "cancel" ? "CANCELLING" : "RUN_ENDED";
  switch (command.kind) {
    case "start":
      return refuseStart(state, command);
    case "cancel":
      return null;
    case "answer":
      return refuseAnswer(state, command.stepKey, now);
  }
}

function refuseStart(state: RunState, command: Extract<RunCommand, { kind: "start" }>): RefusalReason | null {
  if (state.started !== null) return "ALREADY_STARTED";
  const { plan, nodes } = state.index;
  const entryFits = command.entry === null || nodes.get(command.entry)?.node.role === "entry";
  return command.planHash === plan.hash && entryFits ? null : "INVALID";
}

function refuseAnswer(state: RunState, stepKey: string, now: number): RefusalReason | null {
  const step = state.steps.get(stepKey);
  const waits = step?.status === "waiting" && step.waitFor === "person";
  if (!waits || state.scopes.get(step.scopeKey)?.doom !== null) return "NOT_WAITING";
  return step.dueAt === null || now < step.dueAt ? null : "NOT_WAITING";
}
