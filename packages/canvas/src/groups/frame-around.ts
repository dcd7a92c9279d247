import type { Point } from "@orrery/graph";

interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** Around what is grouped, px; the title stands over it. */
const MARGIN = 24;
const TITLE = 40;

/** The place and size of a frame around some boxes. Throws where there are none. */
export function frameAround(boxes: readonly Box[]): {
  readonly position: Point;
  readonly size: { readonly width: number; readonly height: number };
} {
  if (boxes.length === 0) throw new Error("A frame stands around something.");
  const x = Math.round(Math.min(...boxes.map((box) => box.x)) - MARGIN);
  const y = Math.round(Math.min(...boxes.map((box) => box.y)) - TITLE);
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN;
  return { position: { x, y }, size: { width: Math.round(right - x), height: Math.round(bottom - y) } };
}
