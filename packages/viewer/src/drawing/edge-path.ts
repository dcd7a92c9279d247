import type { Bounds, Place } from "./lay-out.ts";

const STUB = 22;
const CORNER = 10;
const GAP = 18;

/** From a port to one that lies to its right, as SVG path data. */
export function forwardPath(from: Place, to: Place): string {
  const bend = Math.max(28, (to.x - from.x) / 2);
  return `M${at(from)}C${at({ x: from.x + bend, y: from.y })} ${at({ x: to.x - bend, y: to.y })} ${at(to)}`;
}

export interface Passage {
  /** The lower side of the card it leaves, the upper and the lower one of the card it goes to. */
  readonly below: number;
  readonly above: number;
  readonly under: number;
}

/** As on the canvas, an edge that goes back passes between the cards, in straight lines with round corners. */
export function backPath(from: Place, to: Place, { below, above, under }: Passage): string {
  const right = from.x + STUB;
  const left = to.x - STUB;
  const between = above > below ? (above + below) / 2 : Math.max(below, under) + GAP;
  return roundedPath([
    from,
    { x: right, y: from.y },
    { x: right, y: between },
    { x: left, y: between },
    { x: left, y: to.y },
    to,
  ]);
}

/** From the lower side of what calls to the upper side of what is called. */
export function toolPath(caller: Bounds, tool: Bounds): string {
  const from = { x: caller.x + caller.width / 2, y: caller.y + caller.height };
  const to = { x: tool.x + tool.width / 2, y: tool.y };
  const bend = Math.max(24, Math.abs(to.y - from.y) / 2);
  return `M${at(from)}C${at({ x: from.x, y: from.y + bend })} ${at({ x: to.x, y: to.y - bend })} ${at(to)}`;
}

function roundedPath(points: readonly Place[]): string {
  let path = "";
  for (const [place, point] of points.entries()) {
    const before = points[place - 1];
    const after = points[place + 1];
    if (before === undefined) path += `M${at(point)}`;
    else if (after === undefined) path += `L${at(point)}`;
    else path += `L${at(towards(point, before))}Q${at(point)} ${at(towards(point, after))}`;
  }
  return path;
}

function towards(from: Place, to: Place): Place {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : Math.min(CORNER, length / 2) / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function at({ x, y }: Place): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
