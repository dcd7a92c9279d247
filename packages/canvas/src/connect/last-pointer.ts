import type { Point } from "@orrery/graph";

let last: Point | null = null;

if (typeof window !== "undefined") {
  window.addEventListener(
    "pointermove",
    ({ clientX: x, clientY: y }) => {
      last = { x, y };
    },
    { passive: true },
  );
}

/** Where the pointer was last seen in the window; null before it came. */
export function lastPointer(): Point | null {
  return last;
}
