"use client";
import type { RunControl, RunOverlay } from "@orrery/canvas";
import { hasEnded } from "@orrery/engine";
import { Button, useToast } from "@orrery/ui";
import { Pause, Play, Square, StepForward } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { StillWords } from "./still-words.tsx";

type Wish = "pause" | "resume" | "step" | "stop";

const FAILED: Record<Wish, string> = {
  pause: "The run was not paused",
  resume: "The run does not go on",
  step: "The run does not go on",
  stop: "The run was not stopped",
};
const ICON = { "aria-hidden": true, size: 16, strokeWidth: 1.75 } as const;
/** On a phone the icons say it; the names stay for who does not see them. */
const WORDS = "sr-only lg:not-sr-only";

export interface RunButtonsProps {
  overlay: RunOverlay;
  control: RunControl;
  runId: string;
  /** Beside them it is said already why the run does not go on. */
  isExplained?: boolean;
}

/** Pause, resume, step and stop a run that is under way; nothing once it has ended. Stop pressed twice does not wait. */
export function RunButtons({ overlay, control, runId, isExplained = false }: RunButtonsProps) {
  const toast = useToast();
  const [wish, setWish] = useState<Wish | null>(null);
  const { status, pause } = useSyncExternalStore(overlay.subscribe, overlay.getState, overlay.getState).live;
  if (hasEnded(status)) return null;

  function ask(next: Wish, work: () => Promise<void>) {
    setWish(next);
    work()
      .catch((error: unknown) => toast({ title: FAILED[next], detail: explainError(error).message, tone: "failed" }))
      .finally(() => setWish(null));
  }

  const stopping = status === "cancelling";
  const canResume = pause !== null && pause.cause !== "budget";
  return (
    <>
      {!isExplained && <StillWords overlay={overlay} runId={runId} />}
      {!stopping && pause === null && status !== "queued" && (
        <Button
          busy={wish === "pause"}
          icon={<Pause {...ICON} />}
          className="max-lg:px-2"
          onClick={() => ask("pause", () => control.pause())}
        >
          <span className={WORDS}>Pause</span>
        </Button>
      )}
      {!stopping && canResume && (
        <>
          <Button
            busy={wish === "resume"}
            icon={<Play {...ICON} />}
            className="max-lg:px-2"
            onClick={() => ask("resume", () => control.resume("run"))}
          >
            <span className={WORDS}>Resume</span>
          </Button>
          <Button
            busy={wish === "step"}
            icon={<StepForward {...ICON} />}
            className="max-lg:px-2"
            onClick={() => ask("step", () => control.resume("step"))}
          >
            <span className={WORDS}>Step</span>
          </Button>
        </>
      )}
      <Button
        variant="danger"
        busy={wish === "stop"}
        icon={<Square {...ICON} />}
        className="max-lg:px-2"
        onClick={() => ask("stop", () => control.stop())}
      >
        <span className={WORDS}>{stopping ? "Stop now" : "Stop"}</span>
      </Button>
    </>
  );
}
