import type { Point } from "@orrery/graph";

/** The ids of the connections drawn under a point of the window, the topmost first. */
export function wiresUnder(at: Point): string[] {
  return window.document.elementsFromPoint(at.x, at.y).flatMap((element) => {
    const id = element.closest<SVGElement>(".orrery-flow .react-flow__edge")?.dataset.id;
    return id === undefined ? [] : [id];
  });
}
