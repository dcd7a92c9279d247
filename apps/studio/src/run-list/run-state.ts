import { formatClock, type StepState } from "@orrery/ui";

export interface RunState {
  readonly state: StepState;
  readonly label: string;
}

/** What a run waits for: how many people's answers, and when the first wait for a time is over (epoch ms). */
export interface RunWaits {
  readonly answers: number;
  readonly until: number | null;
}

/** A run's state in words. `waits` is null where it is not known; `now` (epoch ms) decides whether a time needs its day. */
export function runState(status: string, waits: RunWaits | null, now: number): RunState {
  if (status === "succeeded") return { state: "succeeded", label: "Done" };
  if (status === "failed") return { state: "failed", label: "Failed" };
  if (status === "cancelled") return { state: "cancelled", label: "Stopped" };
  if (status === "cancelling") return { state: "cancelled", label: "Stopping" };
  if (status === "queued") return { state: "queued", label: "Starting" };
  if (status === "paused") return { state: "waiting", label: "Paused" };
  if (waits?.answers === 1) return { state: "waiting", label: "Waiting for you" };
  if (waits && waits.answers > 1) return { state: "waiting", label: `Waiting for ${waits.answers} answers` };
  if (status !== "waiting") return { state: "running", label: "Running" };
  return {
    state: "waiting",
    label: waits?.until == null ? "Waiting" : `Waiting until ${formatClock(waits.until, now)}`,
  };
}

/** “Waits for a free place: key a, 1 of 1 taken” without its details; a longer story becomes three words. */
export function heldUpShort(why: string): string {
  const [short = ""] = why.split(":");
  return short.length <= 40 && short.startsWith("Waits for") ? short : "Cannot begin yet";
}
