"use client";
import { useEffect, useRef } from "react";
import type { Playback } from "./use-playback.ts";

const MANY = 10;

/**
 * The keys that move through a run: Space plays and pauses, the arrows step (with Shift by ten), Home and End go to its
 * ends, [ and ] change the speed. What has the keyboard and answers to a key itself keeps it.
 */
export function useScrubberKeys(playback: Playback): void {
  const latest = useRef(playback);
  latest.current = playback;
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      // React Flow prevents the space key everywhere, because dragging pans while it is down.
      if ((event.defaultPrevented && event.key !== " ") || event.metaKey || event.ctrlKey || event.altKey) return;
      const { key, target } = event;
      if (isTaken(target, key)) return;
      if (!act(key, event.shiftKey ? MANY : 1, latest.current)) return;
      event.preventDefault();
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function act(key: string, by: number, playback: Playback): boolean {
  switch (key) {
    case " ":
      playback.toggle();
      return true;
    case "ArrowRight":
      playback.step(by);
      return true;
    case "ArrowLeft":
      playback.step(-by);
      return true;
    case "Home":
      playback.goTo(0);
      return true;
    case "End":
      playback.goTo(null);
      return true;
    case "[":
      playback.faster(-1);
      return true;
    case "]":
      playback.faster(1);
      return true;
    default:
      return false;
  }
}

const TYPED = "input:not([type=range]), textarea, select, [role=dialog], [role=menu], [role=listbox]";
const MOVED_BY_KEYS = "[role=separator], [role=radiogroup], [role=tablist], [data-node-id], .react-flow__edge";
const PRESSED = "button, a, summary, [role=switch], [data-node-id], .react-flow__edge";

function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target instanceof HTMLElement && target.isContentEditable) return true;
  if (target.closest(TYPED) !== null) return true;
  if (key === " ") return target.closest(PRESSED) !== null;
  if (key === "[" || key === "]") return false;
  // Home and End scroll what scrolls.
  return target.closest(MOVED_BY_KEYS) !== null || target.closest("[role=log], [role=treegrid]") !== null;
}
