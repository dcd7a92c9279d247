"use client";
import type { Point } from "@orrery/graph";
import { type PointerEvent, useRef } from "react";

const LONG_MS = 550;
const STILL_PX = 8;

/** A finger held still on the canvas: what a press with the other button of a mouse does. */
export function useLongPress(onLongPress: (at: Point, target: Element) => void) {
  const held = useRef<{ readonly at: Point; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const stop = () => {
    if (held.current) clearTimeout(held.current.timer);
    held.current = null;
  };
  return {
    onPointerDownCapture({ pointerType, isPrimary, target, clientX: x, clientY: y }: PointerEvent) {
      stop();
      if (pointerType !== "touch" || !isPrimary || !(target instanceof Element) || target.closest(".node-port")) return;
      const timer = setTimeout(() => {
        held.current = null;
        // The click that would follow takes the keyboard, and with it closes what was just opened.
        window.addEventListener("touchend", (event) => event.preventDefault(), {
          capture: true,
          once: true,
          passive: false,
        });
        onLongPress({ x, y }, target);
      }, LONG_MS);
      held.current = { at: { x, y }, timer };
    },
    onPointerMoveCapture({ clientX, clientY }: PointerEvent) {
      const from = held.current?.at;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) stop();
    },
    onPointerUpCapture: stop,
    onPointerCancelCapture: stop,
  };
}
