import { type RunState, runStatus, waits } from "@orrery/engine";

/** A timer or deadline that is due sooner is waited for. */
export const nearMs = 30_000;

/** Whether a run can only be moved from outside, or by a time that is further away than a person at a prompt waits. */
export function isLeftToWait(state: RunState, now: number): boolean {
  if (runStatus(state) !== "waiting") return false;
  return waits(state).every(({ dueAt }) => dueAt === null || dueAt - now > nearMs);
}
