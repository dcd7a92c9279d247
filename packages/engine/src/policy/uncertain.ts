import type { Folding } from "../fold/folding.ts";
import { setActive, setStatus, withdrawStep } from "../fold/step-records.ts";
import { nodeOf } from "../plan-index.ts";
import type { StepRecord } from "../state/run-state.ts";
import { isUndoing } from "./undo.ts";

/**
 * A step of effect `once` was caught by a crash between start and end. Under `onUncertain: "ask"` it waits, like one that
 * waits for a person, until a `settle` command says whether it is made again or fails.
 */
export function beUncertain(folding: Folding, step: StepRecord): void {
  const { state } = folding;
  setStatus(folding, step, "uncertain");
  if (!asks(folding.state, step)) return;
  withdrawStep(folding, step);
  state.running.delete(step.key);
  state.waiting.add(step.key);
  step.resumed = false;
  step.dueAt = null;
  setActive(folding, step, false);
}

/** Whether a person is asked. Nobody is about a step that undoes another: the run is ending, and the others go on. */
export function asks(state: Folding["state"], step: StepRecord): boolean {
  return nodeOf(state.index, step.nodeId).node.policy.onUncertain === "ask" && !isUndoing(state, step.key);
}
