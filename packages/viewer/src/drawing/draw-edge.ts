import type { EdgeState } from "../run/edge-state.ts";
import type { PlacedEdge } from "./lay-out.ts";
import type { Paint, PaintToken } from "./palette.ts";
import { type SvgElement, svgElement } from "./svg-element.ts";

const COLOUR: Readonly<Record<EdgeState, PaintToken>> = {
  rest: "line-strong",
  passed: "done",
  moving: "running",
  waiting: "waiting",
  dead: "dim",
};
const DASHES: Readonly<Partial<Record<EdgeState, string>>> = { moving: "6 5", dead: "1 5" };

/** An edge: green where a result passed, dashes that a style sheet moves where it leads to work, dots where it is dead. */
export function drawEdge(edge: PlacedEdge, state: EdgeState, paint: Paint): SvgElement {
  return svgElement("path", {
    class: "edge",
    "data-edge": edge.id,
    "data-state": state,
    d: edge.path,
    fill: "none",
    stroke: paint(edge.tool && state === "rest" ? "category-ai" : COLOUR[state]),
    "stroke-width": edge.tool ? 1.25 : 1.5,
    "stroke-dasharray": DASHES[state] ?? (edge.tool ? "5 3" : null),
    "stroke-linecap": state === "dead" ? "round" : null,
  });
}
