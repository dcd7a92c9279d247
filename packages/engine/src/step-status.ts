/** Every state a step can be in. `idle` and `queued` are derived; there is no event for them. */
export const STEP_STATUSES = [
  "idle",
  "queued",
  "running",
  "retrying",
  "waiting",
  "succeeded",
  "failed",
  "skipped",
  "cancelled",
  "uncertain",
] as const;

export type StepStatus = (typeof STEP_STATUSES)[number];

/** Every state a run can be in. `queued`: not started. `waiting`: only waits are open. `cancelling`: a cancel is recorded and not yet carried out. */
export const RUN_STATUSES = [
  "queued",
  "running",
  "waiting",
  "paused",
  "cancelling",
  "succeeded",
  "failed",
  "cancelled",
] as const;

export type RunStatus = (typeof RUN_STATUSES)[number];

/** True once nothing more can happen to the step. */
export function isEnded(status: StepStatus): boolean {
  return status === "succeeded" || status === "failed" || status === "skipped" || status === "cancelled";
}
