import type { EditOp, Graph, Point } from "@orrery/graph";
import type { PlannedEdit } from "../editor/editor-edits.ts";
import { absolutePosition } from "../flow/drop-target.ts";
import type { Measured } from "../flow/tidy-layout.ts";
import { outermostChosen } from "./outermost-chosen.ts";

export type Alignment = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export type Direction = "across" | "down";

interface Box extends Point, Measured {
  readonly id: string;
}

const ALIGN_NAME: Record<Alignment, string> = {
  left: "Align left",
  centre: "Align centres",
  right: "Align right",
  top: "Align tops",
  middle: "Align middles",
  bottom: "Align bottoms",
};

/** Puts the chosen nodes on one line: an edge of what encloses them all, or its middle. Sizes are as measured, px. */
export function planAlign(
  graph: Graph,
  nodes: ReadonlySet<string>,
  sizes: ReadonlyMap<string, Measured>,
  alignment: Alignment,
): PlannedEdit {
  const boxes = boxesOf(graph, nodes, sizes);
  if (boxes.length < 2) return { ok: false, why: "Choose two or more nodes to align." };
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const place = ({ x, y, width, height }: Box): Point => {
    switch (alignment) {
      case "left":
        return { x: left, y };
      case "centre":
        return { x: (left + right - width) / 2, y };
      case "right":
        return { x: right - width, y };
      case "top":
        return { x, y: top };
      case "middle":
        return { x, y: (top + bottom - height) / 2 };
      case "bottom":
        return { x, y: bottom - height };
    }
  };
  return moved(graph, boxes, boxes.map(place), ALIGN_NAME[alignment]);
}

/** Leaves the outermost two of the chosen nodes where they are, and makes the gaps between all of them equal. */
export function planDistribute(
  graph: Graph,
  nodes: ReadonlySet<string>,
  sizes: ReadonlyMap<string, Measured>,
  direction: Direction,
): PlannedEdit {
  const across = direction === "across";
  const start = (box: Box) => (across ? box.x : box.y);
  const length = (box: Box) => (across ? box.width : box.height);
  const boxes = boxesOf(graph, nodes, sizes).toSorted((one, other) => start(one) - start(other));
  const first = boxes[0];
  const last = boxes.at(-1);
  if (!first || !last || boxes.length < 3) return { ok: false, why: "Choose three or more nodes to space evenly." };
  const room = start(last) + length(last) - start(first) - boxes.reduce((sum, box) => sum + length(box), 0);
  const gap = room / (boxes.length - 1);
  let at = start(first);
  const places = boxes.map((box) => {
    const place = across ? { x: at, y: box.y } : { x: box.x, y: at };
    at += length(box) + gap;
    return place;
  });
  return moved(graph, boxes, places, across ? "Space evenly across" : "Space evenly down");
}

function boxesOf(graph: Graph, nodes: ReadonlySet<string>, sizes: ReadonlyMap<string, Measured>): Box[] {
  return outermostChosen(graph, nodes).map((node) => ({
    id: node.id,
    ...absolutePosition(graph, node.id),
    ...(sizes.get(node.id) ?? { width: 232, height: 92 }),
  }));
}

/** The boxes at other places on the canvas, as one step of undo; each keeps what holds it. */
function moved(graph: Graph, boxes: readonly Box[], places: readonly Point[], name: string): PlannedEdit {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const moves = boxes.flatMap((box, index) => {
    const node = byId.get(box.id);
    const place = places[index];
    if (!node || !place) return [];
    const by = { x: Math.round(place.x - box.x), y: Math.round(place.y - box.y) };
    if (by.x === 0 && by.y === 0) return [];
    return [{ id: box.id, position: { x: node.position.x + by.x, y: node.position.y + by.y } }];
  });
  if (moves.length === 0) return { ok: false, why: "They stand like that already." };
  const op: EditOp = { op: "batch", name, ops: [{ op: "node.move", moves }] };
  return { ok: true, op, select: boxes.map(({ id }) => id), name };
}
