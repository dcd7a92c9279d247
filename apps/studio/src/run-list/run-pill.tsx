"use client";
import { StatePill } from "@orrery/ui";
import { CirclePause } from "lucide-react";
import { useSyncExternalStore } from "react";
import { heldUpShort, type RunWaits, runState } from "./run-state.ts";

export interface RunPillProps {
  status: string;
  /** Null where it is not known. */
  waits: RunWaits | null;
  /** Why it does not go on although it could. */
  heldUp?: string | null;
}

const never = () => () => {};

/** How a run stands. A time is told by the clock of whoever looks, which the server does not know. */
export function RunPill({ status, waits, heldUp = null }: RunPillProps) {
  const hasClock = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const shown = hasClock || waits === null ? waits : { ...waits, until: null };
  if (status === "queued" && heldUp !== null) return <StatePill state="queued" label={heldUpShort(heldUp)} />;
  return <StatePill {...runState(status, shown, Date.now())} {...(status === "paused" && { icon: CirclePause })} />;
}
