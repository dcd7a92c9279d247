import type { Rect, Viewport, XYPosition } from "@xyflow/react";

const MARGIN = 28;
// The tools stand over the upper edge.
const TOP = 56;
const MOST = 1;
// Below this the smallest words of a card are no longer comfortable to read.
const READABLE = 0.7;
const NARROW = 0.9;

/**
 * How a canvas of `size` pixels first looks at a drawing: all of it, in the middle, where it can be read like that;
 * otherwise as small as can be read, beginning at its left edge, where runs begin.
 */
export function openingViewport(bounds: Rect, size: { readonly width: number; readonly height: number }): Viewport {
  const wide = (size.width - 2 * MARGIN) / Math.max(1, bounds.width);
  const high = (size.height - TOP - MARGIN) / Math.max(1, bounds.height);
  const zoom = Math.max(READABLE, Math.min(MOST, wide, high));
  return {
    zoom,
    x: Math.max(MARGIN, (size.width - bounds.width * zoom) / 2) - bounds.x * zoom,
    y: Math.max(TOP, (size.height - bounds.height * zoom) / 2) - bounds.y * zoom,
  };
}

/** How a narrow canvas first looks at a drawing: at its first node, large enough to read, clear of the tools. */
export function startViewport(first: XYPosition): Viewport {
  return { zoom: NARROW, x: MARGIN - first.x * NARROW, y: TOP + MARGIN - first.y * NARROW };
}
