"use client";
import { useEffect, useRef, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useRun } from "../editor/use-stores.ts";
import { playTimes, shownAfter } from "./play-times.ts";

export const SPEEDS = [0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Playback {
  readonly isPlaying: boolean;
  readonly speed: Speed;
  toggle(): void;
  /** Goes to a moment and stays there; null follows the run. */
  goTo(seq: number | null): void;
  /** Goes some events on, or back. */
  step(by: number): void;
  /** Takes the next speed, or the one before. */
  faster(by: 1 | -1): void;
  setSpeed(speed: Speed): void;
}

/** Plays the log of the run, a frame at a time. */
export function usePlayback(onAt: (seq: number | null) => void): Playback {
  const { overlay } = useEditor();
  const run = useRun();
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const at = run?.seq ?? 0;
  const last = run?.lastSeq ?? 0;
  const first = run?.firstSeq ?? 0;
  const latest = useRef({ at, onAt });
  latest.current = { at, onAt };

  useEffect(() => {
    if (!isPlaying || !overlay) return;
    const times = playTimes(overlay.events);
    const from = overlay.getState().firstSeq;
    const end = from + times.length;
    // The first of the events stands at 0: before it there is nothing to wait for.
    const begin = times[Math.max(0, latest.current.at - from - 1)] ?? 0;
    let started: number | null = null;
    let asked = requestAnimationFrame(function show(now) {
      started ??= now;
      const seq = from + shownAfter(times, begin + (now - started) * speed);
      if (seq >= end) {
        setPlaying(false);
        latest.current.onAt(null);
        return;
      }
      if (seq !== latest.current.at) latest.current.onAt(seq);
      asked = requestAnimationFrame(show);
    });
    return () => cancelAnimationFrame(asked);
  }, [isPlaying, overlay, speed]);

  function goTo(seq: number | null): void {
    setPlaying(false);
    onAt(seq === null || seq >= last ? null : Math.max(first, seq));
  }

  return {
    isPlaying,
    speed,
    setSpeed,
    goTo,
    // Keys may come faster than frames: the overlay knows where the last one led.
    step: (by) => goTo((overlay?.runState().seq ?? at) + by),
    faster: (by) => setSpeed((now) => SPEEDS[SPEEDS.indexOf(now) + by] ?? now),
    toggle() {
      if (!isPlaying && at >= last) onAt(first);
      setPlaying(!isPlaying);
    },
  };
}
