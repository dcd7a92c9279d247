"use client";
import type { RunControl, RunOverlay } from "@orrery/canvas";
import { hasEnded } from "@orrery/engine";
import { Button } from "@orrery/ui";
import { History } from "lucide-react";
import { useSyncExternalStore } from "react";
import { useRunAgain } from "./use-run-again.ts";

/** Starts a run that has ended once more. */
export function RunAgainButton({ overlay, control }: { overlay: RunOverlay; control: RunControl }) {
  const { start, isStarting } = useRunAgain(control);
  const { status } = useSyncExternalStore(overlay.subscribe, overlay.getState, overlay.getState).live;
  if (!hasEnded(status)) return null;
  return (
    <Button busy={isStarting} icon={<History aria-hidden size={16} strokeWidth={1.75} />} onClick={start}>
      Run again
    </Button>
  );
}
