"use client";
import type { RunOverlay } from "@orrery/canvas";
import { hasEnded } from "@orrery/engine";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the run of this overlay is still under way. */
export function useRunActive(overlay: RunOverlay | null): boolean {
  const read = () => overlay !== null && !hasEnded(overlay.getState().status);
  return useSyncExternalStore(overlay?.subscribe ?? never, read, read);
}
