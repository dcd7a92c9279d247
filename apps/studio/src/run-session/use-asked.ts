"use client";
import type { RunOverlay } from "@orrery/canvas";
import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether a step of the run that is shown waits for a person's answer. */
export function useAsked(overlay: RunOverlay | null): boolean {
  const read = () => {
    if (overlay === null) return false;
    const { steps, waiting } = overlay.runState();
    for (const key of waiting) if (steps.get(key)?.waitFor === "person") return true;
    return false;
  };
  return useSyncExternalStore(overlay?.subscribe ?? never, read, read);
}
