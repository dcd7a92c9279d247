import {
  Ban,
  Circle,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  RotateCw,
  TriangleAlert,
} from "lucide-react";
import type { StepState } from "./step-state.ts";

export type StateTone = "rest" | "running" | "done" | "failed" | "waiting";

export interface StateLook {
  /** What a person reads. */
  word: string;
  icon: LucideIcon;
  tone: StateTone;
  /** The icon turns, because something is under way. */
  turning: boolean;
}

/** Word, icon and colour of each state: shape and word carry the meaning, colour only helps. */
export const STATE_LOOK: Record<StepState, StateLook> = {
  idle: { word: "Not run", icon: Circle, tone: "rest", turning: false },
  queued: { word: "Queued", icon: CircleDashed, tone: "rest", turning: false },
  running: { word: "Running", icon: LoaderCircle, tone: "running", turning: true },
  retrying: { word: "Trying again", icon: RotateCw, tone: "running", turning: false },
  waiting: { word: "Waiting for you", icon: Hourglass, tone: "waiting", turning: false },
  succeeded: { word: "Done", icon: CircleCheck, tone: "done", turning: false },
  failed: { word: "Failed", icon: CircleX, tone: "failed", turning: false },
  skipped: { word: "Skipped", icon: CircleSlash, tone: "rest", turning: false },
  cancelled: { word: "Stopped", icon: Ban, tone: "rest", turning: false },
  uncertain: { word: "Not certain", icon: TriangleAlert, tone: "waiting", turning: false },
};

/** Text colour of each tone. */
export const TONE_TEXT: Record<StateTone, string> = {
  rest: "text-rest",
  running: "text-running",
  done: "text-done",
  failed: "text-failed",
  waiting: "text-waiting",
};
