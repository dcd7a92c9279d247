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
/** At this scale names are about 8 px on a phone, and everything of a card is drawn. */
const READABLE = 0.6;
const PHONE_PX = 720;

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

/**
 * As a page opens: all of the drawing where it can be read so. On a phone a wide drawing would be a row of dots: there it is as
 * large as can be read, and begins where the drawing begins.
 */
export function openingView(bounds: Bounds, size: Size): ViewPort {
  const fitted = fitView(bounds, size);
  if (size.width >= PHONE_PX || fitted.scale >= READABLE) return fitted;
  return {
    scale: READABLE,
    x: placeOn({ start: bounds.x, length: bounds.width, room: size.width }),
    y: placeOn({ start: bounds.y, length: bounds.height, room: size.height }),
  };
}

/** In the middle of its room, or from its start on where it is longer. */
function placeOn({ start, length, room }: { readonly start: number; readonly length: number; readonly room: number }) {
  return Math.max(0, (room - length * READABLE) / 2) - start * READABLE;
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
