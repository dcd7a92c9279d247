"use client";
import { StatePill } from "@orrery/ui";
import { CirclePause } from "lucide-react";
import { useSyncExternalStore } from "react";
import { type RunWaits, runState } from "./run-state.ts";

export interface RunPillProps {
  status: string;
  /** Null where it is not known. */
  waits: RunWaits | null;
}

const never = () => () => {};

/** How a run stands. A time is told by the clock of whoever looks, which the server does not know. */
export function RunPill({ status, waits }: RunPillProps) {
  const hasClock = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const shown = hasClock || waits === null ? waits : { ...waits, until: null };
  return <StatePill {...runState(status, shown, Date.now())} {...(status === "paused" && { icon: CirclePause })} />;
}
