"use client";
import type { RunOverlay } from "@orrery/canvas";
import { useSyncExternalStore } from "react";

const ENDED = new Set(["succeeded", "failed", "cancelled"]);
const never = () => () => {};

/** Whether the run of this overlay is still under way. */
export function useRunActive(overlay: RunOverlay | null): boolean {
  const read = () => overlay !== null && !ENDED.has(overlay.getState().status);
  return useSyncExternalStore(overlay?.subscribe ?? never, read, read);
}
