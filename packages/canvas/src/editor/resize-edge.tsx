"use client";
import type { KeyboardEvent, PointerEvent } from "react";

export interface ResizeEdgeProps {
  label: string;
  /** Which edge of the panel is dragged. */
  edge: "top" | "left";
  value: number;
  min: number;
  max: number;
  onValue: (value: number) => void;
}

const STEP = 16;

/** The edge of a panel, to be dragged or moved by arrow keys. */
export function ResizeEdge({ label, edge, value, min, max, onValue }: ResizeEdgeProps) {
  const clamp = (size: number) => Math.round(Math.min(max, Math.max(min, size)));

  function drag(event: PointerEvent<HTMLDivElement>) {
    const handle = event.currentTarget;
    const from = edge === "top" ? event.clientY : event.clientX;
    handle.setPointerCapture(event.pointerId);
    const move = (next: globalThis.PointerEvent) => {
      onValue(clamp(value + from - (edge === "top" ? next.clientY : next.clientX)));
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("lostpointercapture", () => handle.removeEventListener("pointermove", move), {
      once: true,
    });
  }

  function press(event: KeyboardEvent) {
    const grow = edge === "top" ? "ArrowUp" : "ArrowLeft";
    const shrink = edge === "top" ? "ArrowDown" : "ArrowRight";
    if (event.key !== grow && event.key !== shrink) return;
    event.preventDefault();
    event.stopPropagation();
    onValue(clamp(value + (event.key === grow ? STEP : -STEP)));
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is a widget; <hr> is not
    <div
      role="separator"
      aria-label={label}
      aria-orientation={edge === "top" ? "horizontal" : "vertical"}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={press}
      className={
        edge === "top"
          ? "absolute inset-x-0 -top-1 z-10 h-2 cursor-row-resize hover:bg-brass/30"
          : "absolute inset-y-0 -left-1 z-10 w-2 cursor-col-resize hover:bg-brass/30"
      }
    />
  );
}
