"use client";
import { Spinner } from "@orrery/ui";
import { CircleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useFleet, useLiveStatus } from "../live/live-provider.tsx";

/** A stream that comes back within this time is not worth a word. */
const PATIENCE_MS = 1500;

/** One line over the page while the studio cannot be heard, or nobody drives the runs; nothing otherwise. */
export function ConnectionBanner() {
  const lost = useLasting(useLiveStatus() === "lost");
  const fleet = useFleet();
  const words = lost
    ? "Reconnecting… What you see may be a little old; your edits are kept in this browser."
    : fleet?.alive === 0
      ? "The executor is not answering. Your run is safe and goes on when it is back."
      : fleet && fleet.silent > 0
        ? "An executor has stopped answering. Its runs are safe and go on in a few seconds."
        : null;
  return (
    <div role="status" className="shrink-0">
      {words && (
        <p className="flex items-center gap-2 border-b bg-waiting/12 px-3 py-1.5 text-waiting text-xs">
          {lost ? <Spinner /> : <CircleAlert aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />}
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
