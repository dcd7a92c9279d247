"use client";
import { type RefObject, useEffect } from "react";
import { moveWindow, type TimeWindow, zoomWindow } from "./time-window.ts";

/** Where the axis begins and ends within the box of the lines, px. */
export const AXIS_LEFT = 176;
export const AXIS_RIGHT = 14;

/** Zooms the timeline by the wheel with Ctrl or Command around the pointer, and moves it sideways; a plain wheel scrolls. */
export function useWheelZoom(
  box: RefObject<HTMLDivElement | null>,
  setView: (change: (before: TimeWindow) => TimeWindow) => void,
): void {
  useEffect(() => {
    function onWheel(event: WheelEvent) {
      const shown = box.current;
      if (!shown || !(event.target instanceof Node) || !shown.contains(event.target)) return;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      const isZoom = event.ctrlKey || event.metaKey;
      if (!isZoom && Math.abs(sideways) <= Math.abs(event.shiftKey ? 0 : event.deltaY)) return;
      // Otherwise the browser would zoom the page, or go back.
      event.preventDefault();
      const { left, width } = shown.getBoundingClientRect();
      const axis = Math.max(1, width - AXIS_LEFT - AXIS_RIGHT);
      if (!isZoom) {
        setView((before) => moveWindow(before, sideways / axis));
        return;
      }
      const share = Math.min(1, Math.max(0, (event.clientX - left - AXIS_LEFT) / axis));
      setView((before) =>
        zoomWindow(before, before.left + share * (before.right - before.left), Math.exp(event.deltaY / 300)),
      );
    }
    // React listens to wheels passively, which cannot keep the page from zooming.
    document.addEventListener("wheel", onWheel, { passive: false });
    return () => document.removeEventListener("wheel", onWheel);
  }, [box, setView]);
}
