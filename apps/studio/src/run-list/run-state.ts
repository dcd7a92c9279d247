import type { StepState } from "@orrery/ui";

export interface RunState {
  readonly state: StepState;
  readonly label: string;
}

/**
 * A run's state in words. `answers` is how many people's answers it waits for; null where that is not known, as in lists,
 * whose count of waits holds those for a time as well.
 */
export function runState(status: string, answers: number | null): RunState {
  if (status === "succeeded") return { state: "succeeded", label: "Done" };
  if (status === "failed") return { state: "failed", label: "Failed" };
  if (status === "cancelled") return { state: "cancelled", label: "Stopped" };
  if (status === "cancelling") return { state: "cancelled", label: "Stopping" };
  if (status === "queued") return { state: "queued", label: "Starting" };
  if (answers === 1) return { state: "waiting", label: "Waiting for you" };
  if (answers !== null && answers > 1) return { state: "waiting", label: `Waiting for ${answers} answers` };
  if (status === "waiting") return { state: "waiting", label: "Waiting" };
  return { state: "running", label: "Running" };
}
