import type { RunEvent } from "../events.ts";
import { settleClock } from "../policy/pause.ts";
import { applyBudgetEvent } from "../policy/reserve.ts";
import { settleScopes } from "../policy/scope.ts";
import { advanceUndo } from "../policy/undo.ts";
import type { RunState } from "../state/run-state.ts";
import { applyRunEvent } from "./apply-run-event.ts";
import { applyScopeEvent } from "./apply-scope-event.ts";
import { applyStepEvent } from "./apply-step-event.ts";
import type { Folding } from "./folding.ts";

/**
 * Takes the next rows of the log into `state`, which it owns and changes, and returns the keys of the steps it touched
 * (a container is touched by the progress of its iterations). Rows that the state already holds are passed over, as are
 * types of event this version does not know. Throws `LogGapError` where a row is missing.
 */
export function fold(state: RunState, events: Iterable<RunEvent>): Set<string> {
  const folding: Folding = { state, touched: new Set(), unsettled: new Set() };
  for (const event of events) {
    if (event.seq <= state.seq) continue;
    if (event.seq !== state.seq + 1) throw new LogGapError(state.seq + 1, event.seq);
    state.seq = event.seq;
    state.at = Math.max(state.at, event.at);
    if ("commandId" in event && event.commandId !== undefined) state.commands.set(event.commandId, event.seq);
    applyEvent(folding, event);
    advanceUndo(folding);
    settleScopes(folding);
    settleClock(state);
  }
  return folding.touched;
}

/** The rows given to `fold` do not follow on what it holds. */
export class LogGapError extends Error {
  readonly expected: number;
  readonly found: number;
  constructor(expected: number, found: number) {
    super(`The log has a gap: event ${expected} should come next, ${found} came.`);
    this.name = "LogGapError";
    this.expected = expected;
    this.found = found;
  }
}

function applyEvent(folding: Folding, event: RunEvent): void {
  switch (event.type) {
    // A large log has hardly anything else: they are compared first.
    case "step.succeeded":
    case "step.started":
      applyStepEvent(folding, event);
      break;
    case "scope.opened":
    case "scope.finished":
      applyScopeEvent(folding, event);
      break;
    case "run.started":
    case "run.pinned":
    case "run.paused":
    case "run.resumed":
    case "run.cancelling":
    case "run.failing":
    case "run.succeeded":
    case "run.failed":
    case "run.cancelled":
      applyRunEvent(folding, event);
      break;
    case "step.asked":
    case "step.failed":
    case "step.retrying":
    case "step.skipped":
    case "step.waiting":
    case "step.resumed":
    case "step.cancelled":
    case "step.uncertain":
    case "step.reused":
      applyStepEvent(folding, event);
      break;
    case "budget.reserved":
    case "budget.settled":
      applyBudgetEvent(folding.state, event);
      break;
    case "command.refused":
      break;
    default:
      // A later version wrote it; the log keeps it.
      event satisfies never;
  }
}
