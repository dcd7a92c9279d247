import type { RunEvent } from "@orrery/engine";

const WAITS = {
  person: "Waits for a person",
  time: "Waits",
  run: "Waits for the run it started",
  signal: "Waits for a call",
} as const;
const RESUMED = {
  person: "Somebody answered",
  time: "The wait is over",
  run: "The run it started has ended",
  signal: "The call came",
} as const;

/** One event in words. */
export function eventWords(event: RunEvent): string {
  switch (event.type) {
    case "run.started":
      return "The run began";
    case "run.pinned":
      return `The output of ${event.nodeId} is pinned`;
    case "run.paused":
      return pauseWords(event);
    case "run.resumed":
      return event.mode === "step" ? "Somebody let one step go" : "Somebody let the run go on";
    case "run.cancelling":
      return event.hard === true ? "Somebody stopped the run at once" : "Somebody stopped the run";
    case "run.cancelled":
      return "The run was stopped";
    case "run.failing":
      return `The run is ending: ${event.error.code}`;
    case "run.succeeded":
      return "The run is done";
    case "run.failed":
      return `The run failed: ${event.error.code}`;
    case "step.started":
      return event.attempt > 1 ? `Began attempt ${event.attempt}` : "Began";
    case "step.asked":
      return event.kind === "wait" ? "Asks and waits" : event.kind === "tool" ? "Calls a tool" : "Takes its next turn";
    case "step.succeeded":
      return event.handle === undefined || event.handle === "out" ? "Done" : `Done, went on at ${event.handle}`;
    case "step.failed":
      return `Failed: ${event.error.code}${handledWords(event.handled)}`;
    case "step.retrying":
      return `Attempt ${event.attempt} failed: ${event.error.code}. Tries again`;
    case "step.skipped":
      return "Skipped";
    case "step.waiting":
      return WAITS[event.for];
    case "step.resumed":
      return RESUMED[event.by];
    case "step.cancelled":
      return "Stopped";
    case "step.uncertain":
      return "Was cut off: it is not certain whether it took effect";
    case "step.reused":
      if (event.by === "pin") return "Gave its pinned output";
      return event.by === "person" ? "Given by a person" : "Kept from an earlier run";
    case "budget.reserved":
      return "Asks a model";
    case "budget.settled":
      return "The model has answered";
    case "scope.opened":
      return event.count === 1 ? "Begins with 1 item" : `Begins with ${event.count} items`;
    case "scope.finished":
      return event.error ? `Item ${event.index + 1} failed: ${event.error.code}` : `Item ${event.index + 1} is done`;
    case "command.refused":
      return "A request came too late";
  }
}

function pauseWords(event: Extract<RunEvent, { type: "run.paused" }>): string {
  if (event.cause === "budget") return `The run is paused: its limit ${event.limit ?? ""} is reached`;
  if (event.cause === "person") return "Somebody paused the run";
  return `The run is paused before ${event.stepKey ?? "the next step"}`;
}

function handledWords(handled: "fail" | "branch" | "continue"): string {
  if (handled === "branch") return ", took the error branch";
  return handled === "continue" ? ", went on without it" : "";
}
