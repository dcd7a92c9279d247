import type { Bounds, Place } from "../drawing/lay-out.ts";

/** How the drawing lies on the screen: a point p of it is at `p * scale + (x, y)`, px. */
export interface ViewPort extends Place {
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const LEAST = 0.05;
const MOST = 2.5;
const LARGEST_FIT = 1.1;

/** All of the drawing, in the middle. */
export function fitView(bounds: Bounds, size: Size): ViewPort {
  const fitting = Math.min(size.width / bounds.width, size.height / bounds.height, LARGEST_FIT);
  const scale = Math.max(LEAST, Number.isFinite(fitting) ? fitting : 1);
  return {
    scale,
    x: (size.width - bounds.width * scale) / 2 - bounds.x * scale,
    y: (size.height - bounds.height * scale) / 2 - bounds.y * scale,
  };
}

/** Larger or smaller by a factor, while the point of the screen `at` stays where it is. */
export function zoomView(view: ViewPort, factor: number, at: Place): ViewPort {
  const scale = Math.min(MOST, Math.max(LEAST, view.scale * factor));
  const share = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * share, y: at.y - (at.y - view.y) * share };
}

export function moveView(view: ViewPort, by: Place): ViewPort {
  return { ...view, x: view.x + by.x, y: view.y + by.y };
}

/** How much of a node can be read at this scale. */
export function detailAt(scale: number): "all" | "names" | "blocks" {
  if (scale < 0.2) return "blocks";
  return scale < 0.45 ? "names" : "all";
}
