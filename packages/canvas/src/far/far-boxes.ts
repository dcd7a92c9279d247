import type { GraphNode, Point } from "@orrery/graph";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../flow/flow-nodes.ts";

/** Where one node stands on the canvas, whatever holds it. */
export interface FarBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: "card" | "room" | "note";
  readonly node: GraphNode;
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The boxes of all nodes as they lie over one another: notes and frames, then containers before what they hold. */
export function farBoxes(nodes: readonly FlowNode[]): readonly FarBox[] {
  const corners = new Map<string, Point>();
  const boxes = nodes.map(
    ({ id, type, parentId, position, measured, width, height, initialWidth, initialHeight, data }) => {
      const outer = parentId === undefined ? undefined : corners.get(parentId);
      const corner = { x: position.x + (outer?.x ?? 0), y: position.y + (outer?.y ?? 0) };
      corners.set(id, corner);
      return {
        id,
        ...corner,
        width: measured?.width ?? width ?? initialWidth ?? CARD_WIDTH,
        height: measured?.height ?? height ?? initialHeight ?? CARD_HEIGHT,
        kind: type ?? "card",
        node: data.node,
      } as const;
    },
  );
  return [...boxes.filter(({ kind }) => kind === "note"), ...boxes.filter(({ kind }) => kind !== "note")];
}

/** The smallest area around all boxes; null where there are none. */
export function areaOf(boxes: readonly Area[]): Area | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left, height: bottom - top };
}

/** The box under a point, the one drawn last where several are; null on the open canvas. */
export function boxAt(boxes: readonly FarBox[], { x, y }: Point): FarBox | null {
  for (let at = boxes.length - 1; at >= 0; at -= 1) {
    const box = boxes[at];
    if (box && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height) return box;
  }
  return null;
}

/** The boxes that lie wholly within an area, as a rectangle of selection takes them. */
export function boxesWithin(boxes: readonly FarBox[], { x, y, width, height }: Area): readonly FarBox[] {
  return boxes.filter(
    (box) => box.x >= x && box.y >= y && box.x + box.width <= x + width && box.y + box.height <= y + height,
  );
}

/** The nearest box in a direction, one straight ahead before one aslant; null where none lies there. */
export function boxBeside(boxes: readonly FarBox[], from: FarBox, direction: Point): FarBox | null {
  const [fromX, fromY] = [from.x + from.width / 2, from.y + from.height / 2];
  let [best, least]: [FarBox | null, number] = [null, Infinity];
  for (const box of boxes) {
    if (box.id === from.id) continue;
    const [dx, dy] = [box.x + box.width / 2 - fromX, box.y + box.height / 2 - fromY];
    const ahead = dx * direction.x + dy * direction.y;
    const aslant = Math.abs(dx * direction.y) + Math.abs(dy * direction.x);
    if (ahead <= 0 || aslant > ahead * 2) continue;
    const far = ahead + 3 * aslant;
    if (far < least) [best, least] = [box, far];
  }
  return best;
}

export function intersect(one: Area, other: Area): Area {
  const [x, y] = [Math.max(one.x, other.x), Math.max(one.y, other.y)];
  const right = Math.min(one.x + one.width, other.x + other.width);
  const bottom = Math.min(one.y + one.height, other.y + other.height);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}

export function contains(outer: Area, inner: Area): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}
