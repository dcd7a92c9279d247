import type { CanvasRoom } from "./opening-viewport.ts";

const GAP = 12;

/** What can be looked at of a canvas, measured at what stands over its lower edge now. */
export function canvasRoom(canvas: HTMLElement): CanvasRoom {
  const { width, height, right, bottom } = canvas.getBoundingClientRect();
  const minimap = canvas.querySelector(".react-flow__minimap")?.getBoundingClientRect();
  const bar = canvas.querySelector(".react-flow__panel.bottom.left")?.getBoundingClientRect();
  return {
    width,
    height,
    bottom: bar ? bottom - bar.top + GAP : 0,
    corner: minimap ? { width: right - minimap.left + GAP, height: bottom - minimap.top + GAP } : null,
  };
}
