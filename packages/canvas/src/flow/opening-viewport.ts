import type { Rect, Viewport } from "@xyflow/react";

const MARGIN = 24;
const MOST = 1;
// Below this the smallest words of a card are no longer comfortable to read.
const READABLE = 0.7;

/**
 * How a canvas of `size` pixels first looks at a drawing: all of it, in the middle, where it can be read like that;
 * otherwise as small as can be read, beginning at its left edge, where runs begin.
 */
export function openingViewport(bounds: Rect, size: { readonly width: number; readonly height: number }): Viewport {
  const wide = (size.width - 2 * MARGIN) / Math.max(1, bounds.width);
  const high = (size.height - 2 * MARGIN) / Math.max(1, bounds.height);
  const zoom = Math.max(READABLE, Math.min(MOST, wide, high));
  return {
    zoom,
    x: placed({ from: bounds.x, length: bounds.width, space: size.width, zoom }),
    y: placed({ from: bounds.y, length: bounds.height, space: size.height, zoom }),
  };
}

interface Side {
  readonly from: number;
  readonly length: number;
  readonly space: number;
  readonly zoom: number;
}

function placed({ from, length, space, zoom }: Side): number {
  return Math.max(MARGIN, (space - length * zoom) / 2) - from * zoom;
}
