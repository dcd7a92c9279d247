"use client";
import type { RunOverlay } from "@orrery/canvas";
import { nextWakeAt } from "@orrery/engine";
import { useEffect, useState } from "react";
import { heldUpShort } from "../run-list/run-state.ts";
import { isExpectedToMove } from "./is-expected-to-move.ts";
import { useHeldUp } from "./use-held-up.ts";

const STILL_AFTER_MS = 3_000;

/**
 * Says that a run which should move has not, and for how long: before anybody knows whether its executor has died or a step
 * only takes its time; or that it waits for a place. Nothing while it moves, is paused, waits, or is looked at as it was.
 */
export function StillWords({ overlay, runId }: { overlay: RunOverlay; runId: string }) {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    let movedAt = performance.now();
    const stop = overlay.subscribe(() => {
      movedAt = performance.now();
      setSeconds(null);
    });
    const timer = setInterval(() => {
      const still = performance.now() - movedAt;
      setSeconds(still >= STILL_AFTER_MS && shouldMove(overlay) ? Math.floor(still / 1_000) : null);
    }, 500);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [overlay]);
  const heldUp = useHeldUp(runId, { first: null, isAsked: seconds !== null });
  if (seconds === null) return null;
  if (heldUp !== null)
    return <span className="whitespace-nowrap text-muted text-xs max-lg:hidden">{heldUpShort(heldUp)}</span>;
  return (
    <span className="whitespace-nowrap text-muted text-xs tabular-nums">
      <span className="max-lg:hidden">Nothing has moved for </span>
      <span className="lg:hidden">Still for </span>
      {seconds} s
    </span>
  );
}

function shouldMove(overlay: RunOverlay): boolean {
  const { playhead, live } = overlay.getState();
  if (playhead !== null || live.pause !== null) return false;
  const state = overlay.runState();
  const { running, waiting } = state;
  const facts = { status: live.status, running: running.size, waiting: waiting.size, wakeAt: nextWakeAt(state) };
  return isExpectedToMove(facts, Date.now());
}
