import { nextWakeAt, type RunState, runStatus } from "@orrery/engine";

/** A timer this late is no longer a reason to stand still, ms. */
const LATE_MS = 2_000;

/** Whether something should be heard of a run by now: not while it only waits, for a person or for a time to come. */
export function isExpectedToMove(state: RunState, now: number): boolean {
  const status = runStatus(state);
  if ((status !== "running" && status !== "queued") || state.waiting.size > 0) return false;
  if (state.running.size > 0) return true;
  const wake = nextWakeAt(state);
  return wake === null || wake + LATE_MS < now;
}
