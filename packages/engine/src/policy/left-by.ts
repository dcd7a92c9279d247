import type { EventBody } from "../events.ts";
import type { RunState } from "../state/run-state.ts";
import { unfinishedSubSteps } from "./sub-steps.ts";
import { cancelled } from "./tear-down.ts";

const NONE: readonly EventBody[] = [];

/**
 * What is to be written before the end of a step: what it has asked for and not waited for is cancelled. Its sub-steps that
 * never started have no event. None where the event ends no step with sub-steps.
 */
export function leftBy(state: RunState, event: EventBody): readonly EventBody[] {
  if (state.hosts.size === 0 || (event.type !== "step.succeeded" && event.type !== "step.failed")) return NONE;
  return unfinishedSubSteps(state, event.stepKey)
    .filter((key) => state.steps.get(key)?.startedAt != null)
    .map((key) => cancelled(state, key, { now: event.at, hard: true }));
}
