import type { RunStatus, StepStatus } from "@orrery/engine";
import type { IconName } from "./icon-path.ts";
import type { PaintToken } from "./palette.ts";

/** What says a state: shape and word carry the meaning, colour only helps. */
export interface StateLook {
  readonly word: string;
  readonly icon: IconName;
  readonly paint: Extract<PaintToken, "running" | "done" | "failed" | "waiting" | "rest">;
}

export const STEP_LOOK: Readonly<Record<StepStatus, StateLook>> = {
  idle: { word: "Not run", icon: "circle", paint: "rest" },
  queued: { word: "Queued", icon: "circle", paint: "rest" },
  running: { word: "Running", icon: "running", paint: "running" },
  retrying: { word: "Trying again", icon: "retrying", paint: "running" },
  waiting: { word: "Waiting", icon: "waiting", paint: "waiting" },
  succeeded: { word: "Done", icon: "done", paint: "done" },
  failed: { word: "Failed", icon: "failed", paint: "failed" },
  skipped: { word: "Skipped", icon: "skipped", paint: "rest" },
  cancelled: { word: "Stopped", icon: "stopped", paint: "rest" },
  uncertain: { word: "Not certain", icon: "waiting", paint: "waiting" },
};

export const RUN_LOOK: Readonly<Record<RunStatus, StateLook>> = {
  queued: { word: "Queued", icon: "circle", paint: "rest" },
  running: { word: "Running", icon: "running", paint: "running" },
  waiting: { word: "Waiting", icon: "waiting", paint: "waiting" },
  paused: { word: "Paused", icon: "pause", paint: "waiting" },
  cancelling: { word: "Stopping", icon: "stopped", paint: "running" },
  succeeded: { word: "Done", icon: "done", paint: "done" },
  failed: { word: "Failed", icon: "failed", paint: "failed" },
  cancelled: { word: "Stopped", icon: "stopped", paint: "rest" },
};
