import type { RunStatus } from "@orrery/engine";

/** A timer this late is no longer a reason to stand still, ms. */
const LATE_MS = 2_000;

export interface Movement {
  readonly status: RunStatus;
  /** How many steps are at work. */
  readonly running: number;
  /** How many wait for a person, a time, a call or another run. */
  readonly waiting: number;
  /** When the run goes on by itself, such as with the next try of a step, epoch ms; null where only news can move it. */
  readonly wakeAt: number | null;
}

/** Whether something should be heard of a run by now: not while it only waits, for somebody or for a time to come. */
export function isExpectedToMove({ status, running, waiting, wakeAt }: Movement, now: number): boolean {
  if ((status !== "running" && status !== "queued") || waiting > 0) return false;
  return running > 0 || wakeAt === null || wakeAt + LATE_MS < now;
}
