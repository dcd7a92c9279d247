import { type RunState, runStatus, waits } from "@orrery/engine";

/** A timer or deadline that is due sooner is waited for. */
export const nearMs = 30_000;

/** Whether a run can only be moved from outside (a paused one once nothing is under way), or by a time that is further away than a person at a prompt waits. */
export function isLeftToWait(state: RunState, now: number): boolean {
  const status = runStatus(state);
  if (status === "paused") return state.running.size === 0;
  if (status !== "waiting") return false;
  return waits(state).every(({ dueAt }) => dueAt === null || dueAt - now > nearMs);
}
