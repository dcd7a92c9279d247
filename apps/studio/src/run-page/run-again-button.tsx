"use client";
import type { RunControl, RunOverlay } from "@orrery/canvas";
import { hasEnded } from "@orrery/engine";
import { Button, useToast } from "@orrery/ui";
import { History } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import { explainError } from "../trpc/explain-error.ts";

/** The first event of a log says that the run began: up to there nothing has been done that could be kept. */
const BEGINNING = 1;

/** Starts a run that has ended once more, from its beginning with the input that it had, as it ran. */
export function RunAgainButton({ overlay, control }: { overlay: RunOverlay; control: RunControl }) {
  const toast = useToast();
  const [isStarting, setStarting] = useState(false);
  const { status } = useSyncExternalStore(overlay.subscribe, overlay.getState, overlay.getState).live;
  if (!hasEnded(status)) return null;

  function start() {
    setStarting(true);
    control
      .fork({ seq: BEGINNING, rerun: [], outputs: [], graph: "same" })
      .catch((error: unknown) =>
        toast({ title: "The run was not started again", detail: explainError(error).message, tone: "failed" }),
      )
      .finally(() => setStarting(false));
  }

  return (
    <Button
      busy={isStarting}
      className="max-lg:px-2"
      icon={<History aria-hidden size={16} strokeWidth={1.75} />}
      onClick={start}
    >
      <span className="sr-only lg:not-sr-only">Run again</span>
    </Button>
  );
}
