"use client";
import { Spinner } from "@orrery/ui";
import { CircleAlert } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { useFleet, useLiveStatus } from "../live/live-provider.tsx";
import type { Trouble } from "../trpc/trouble.ts";
import { useTrouble } from "../trpc/use-trouble.ts";

/** A stream that comes back within this time is not worth a word. */
const PATIENCE_MS = 1500;

/** Where a run is looked at, and nothing is edited. */
const RUN_WORDS: Record<Trouble, string> = {
  DISK_FULL:
    "The disk that Orrery writes to is full. The run is safe: what has ended is kept, and it goes on when there is room.",
  DATABASE_AWAY:
    "The database does not answer. The run is safe: what has ended is kept, and you see the rest when it is back.",
};

const TROUBLE_WORDS: Record<Trouble, string> = {
  DISK_FULL:
    "The disk that Orrery writes to is full. Nothing new is kept on the server until there is room; your edits wait in this browser.",
  DATABASE_AWAY: "The database does not answer. Your runs are safe; your edits wait in this browser until it is back.",
};

/** One line over the page while the studio cannot keep anything, cannot be heard, or nobody drives the runs. */
export function ConnectionBanner() {
  const lost = useLasting(useLiveStatus() === "lost");
  const fleet = useFleet();
  const trouble = useTrouble();
  const isRun = usePathname().startsWith("/runs/");
  const words = trouble
    ? (isRun ? RUN_WORDS : TROUBLE_WORDS)[trouble]
    : lost
      ? `Reconnecting… What you see may be a little old${isRun ? "." : "; your edits are kept in this browser."}`
      : fleet?.alive === 0
        ? "The executor is not answering. It has stopped, or its disk is full. Your run is safe and goes on when it is back."
        : fleet && fleet.silent > 0
          ? "An executor has stopped answering. Its runs are safe and go on in a few seconds."
          : null;
  return (
    <div role="status" className="shrink-0">
      {words && (
        <p className="flex items-center gap-2 border-b bg-waiting/12 px-3 py-1.5 text-waiting text-xs">
          {lost && !trouble ? (
            <Spinner />
          ) : (
            <CircleAlert aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
          )}
          {words}
        </p>
      )}
    </div>
  );
}

function useLasting(state: boolean): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!state) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return state && lasting;
}
