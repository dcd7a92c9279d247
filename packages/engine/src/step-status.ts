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

/** `queued`: not started. `waiting`: only waits are open. `cancelling`: a cancel is recorded and not yet carried out. */
export type RunStatus = "queued" | "running" | "waiting" | "cancelling" | "succeeded" | "failed" | "cancelled";

/** True once nothing more can happen to the step. */
export function isEnded(status: StepStatus): boolean {
  return status === "succeeded" || status === "failed" || status === "skipped" || status === "cancelled";
}
