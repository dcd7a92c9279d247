/** Every state a step can be shown in; the value of `data-state` on a node of the canvas. */
export const STEP_STATES = [
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

export type StepState = (typeof STEP_STATES)[number];
