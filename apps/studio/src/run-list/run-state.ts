import type { StepState } from "@orrery/ui";

export interface RunState {
  readonly state: StepState;
  readonly label: string;
}

/** A run's state in a list, in words: its cached status, and how many answers it waits for. */
export function runState(status: string, waits: number): RunState {
  if (status === "succeeded") return { state: "succeeded", label: "Done" };
  if (status === "failed") return { state: "failed", label: "Failed" };
  if (status === "cancelled") return { state: "cancelled", label: "Stopped" };
  if (status === "cancelling") return { state: "cancelled", label: "Stopping" };
  if (status === "queued") return { state: "queued", label: "Starting" };
  if (waits === 1) return { state: "waiting", label: "Waiting for you" };
  if (waits > 1) return { state: "waiting", label: `Waiting for ${waits} answers` };
  if (status === "waiting") return { state: "waiting", label: "Waiting" };
  return { state: "running", label: "Running" };
}
