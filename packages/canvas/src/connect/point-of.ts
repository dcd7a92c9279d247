import type { Point } from "@orrery/graph";

interface PressEvent {
  readonly clientX?: number;
  readonly clientY?: number;
  readonly changedTouches?: { readonly [index: number]: { readonly clientX: number; readonly clientY: number } };
}

/** Where in the window a mouse or a finger was, CSS pixels. */
export function pointOf({ clientX, clientY, changedTouches }: PressEvent): Point {
  const touch = changedTouches?.[0];
  return { x: touch?.clientX ?? clientX ?? 0, y: touch?.clientY ?? clientY ?? 0 };
}
