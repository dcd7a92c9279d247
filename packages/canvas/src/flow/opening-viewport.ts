import type { Rect, Viewport, XYPosition } from "@xyflow/react";

const MARGIN = 28;
// The tools stand over the upper edge.
const TOP = 56;
const MOST = 1;
const LEAST = 0.05;
// Below this the smallest words of a card are no longer comfortable to read.
const READABLE = 0.7;
const NARROW = 0.9;
const NARROW_MARGIN = 14;

/** What of a canvas can be looked at, px. */
export interface CanvasRoom {
  readonly width: number;
  readonly height: number;
  /** How far something covers the lower edge. */
  readonly bottom: number;
  /** How far something covers the lower right corner. */
  readonly corner: { readonly width: number; readonly height: number } | null;
}

/**
 * All of a drawing, as large as it fits between what stands over the canvas. It may pass the covered corner where it has
 * nothing to show there.
 */
export function fitViewport(boxes: readonly Rect[], room: CanvasRoom): Viewport {
  const bounds = boundsOf(boxes);
  const area = { right: MARGIN, bottom: Math.max(MARGIN, room.bottom) };
  const whole = place(bounds, room, area);
  const { corner } = room;
  if (!corner || !boxes.some((box) => reachesCorner(box, whole, room, corner))) return whole;
  const beside = place(bounds, room, { ...area, right: Math.max(area.right, corner.width) });
  const above = place(bounds, room, { ...area, bottom: Math.max(area.bottom, corner.height) });
  return beside.zoom > above.zoom ? beside : above;
}

/**
 * How a canvas first looks at a drawing: all of it, in the middle, where it can be read like that; otherwise as small as
 * can be read, beginning at its left edge, where runs begin.
 */
export function openingViewport(boxes: readonly Rect[], room: CanvasRoom): Viewport {
  const fitted = fitViewport(boxes, room);
  if (fitted.zoom >= READABLE) return fitted;
  const bounds = boundsOf(boxes);
  const y = Math.max(TOP, (room.height - bounds.height * READABLE) / 2) - bounds.y * READABLE;
  const x = Math.max(MARGIN, (room.width - bounds.width * READABLE) / 2) - bounds.x * READABLE;
  const middle = { zoom: READABLE, x, y };
  const { corner } = room;
  if (!corner || !boxes.some((box) => reachesCorner(box, middle, room, corner))) return middle;
  return { ...middle, y: TOP - bounds.y * READABLE };
}

/**
 * How a narrow canvas first looks at a drawing: at its whole width where it can be read like that, otherwise at its first
 * node, large enough to read; clear of the tools.
 */
export function startViewport(first: XYPosition, boxes: readonly Rect[], width: number): Viewport {
  const bounds = boundsOf(boxes);
  const zoom = Math.min(NARROW, (width - 2 * NARROW_MARGIN) / Math.max(1, bounds.width));
  if (zoom >= READABLE) {
    return { zoom, x: NARROW_MARGIN - bounds.x * zoom, y: TOP + MARGIN - bounds.y * zoom };
  }
  return { zoom: NARROW, x: MARGIN - first.x * NARROW, y: TOP + MARGIN - first.y * NARROW };
}

/** In the middle of the canvas, and pushed from there out of what is covered. */
function place(bounds: Rect, room: CanvasRoom, covered: { right: number; bottom: number }): Viewport {
  const wide = (room.width - MARGIN - covered.right) / Math.max(1, bounds.width);
  const high = (room.height - TOP - covered.bottom) / Math.max(1, bounds.height);
  const zoom = Math.max(LEAST, Math.min(MOST, wide, high));
  const width = bounds.width * zoom;
  const height = bounds.height * zoom;
  const left = Math.max(MARGIN, Math.min((room.width - width) / 2, room.width - covered.right - width));
  const top = Math.max(TOP, Math.min((room.height - height) / 2, room.height - covered.bottom - height));
  return { zoom, x: left - bounds.x * zoom, y: top - bounds.y * zoom };
}

function reachesCorner(
  box: Rect,
  { x, y, zoom }: Viewport,
  room: CanvasRoom,
  corner: { width: number; height: number },
): boolean {
  const right = (box.x + box.width) * zoom + x;
  const bottom = (box.y + box.height) * zoom + y;
  return right > room.width - corner.width && bottom > room.height - corner.height;
}

function boundsOf(boxes: readonly Rect[]): Rect {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
