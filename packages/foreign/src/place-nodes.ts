import type { GraphNode, Point } from "@orrery/graph";
import type { ForeignFlow, ForeignNode } from "./foreign-flow.ts";

const FAR = 1_000_000;
const CARD = { width: 232, height: 120 };
const ROOM = { left: 32, top: 64, right: 48, bottom: 40 };

/** Where a node stands here, and how large it is where that is its own to say. */
export function placeOf(node: ForeignNode, flow: ForeignFlow): Pick<GraphNode, "position" | "size"> {
  const position = { x: coordinate(node.position.x * flow.scale.x), y: coordinate(node.position.y * flow.scale.y) };
  if (node.size === undefined) return { position };
  const width = side(node.size.width * Math.max(1, flow.scale.x), 160);
  return { position, size: { width, height: side(node.size.height * Math.max(1, flow.scale.y), 80) } };
}

/** Containers with room for what lies in them, and their nodes clear of the border. Deepest first. */
export function makeRoom(nodes: readonly GraphNode[]): readonly GraphNode[] {
  const children = Map.groupBy(
    nodes.filter(({ parentId }) => parentId !== undefined),
    ({ parentId }) => parentId,
  );
  const placed = new Map(nodes.map((node) => [node.id, node]));
  const depth = new Map<string, number>();
  const depthOf = (node: GraphNode): number => {
    const known = depth.get(node.id);
    if (known !== undefined) return known;
    const parent = node.parentId === undefined ? undefined : placed.get(node.parentId);
    const own = parent === undefined ? 0 : depthOf(parent) + 1;
    depth.set(node.id, own);
    return own;
  };
  for (const { id } of nodes.toSorted((a, b) => depthOf(b) - depthOf(a))) {
    const inside = (children.get(id) ?? []).flatMap((child) => placed.get(child.id) ?? []);
    const holder = placed.get(id);
    if (inside.length === 0 || holder === undefined) continue;
    const shift = {
      x: ROOM.left - Math.min(...inside.map(({ position }) => position.x)),
      y: ROOM.top - Math.min(...inside.map(({ position }) => position.y)),
    };
    for (const child of inside) placed.set(child.id, { ...child, position: moved(child.position, shift) });
    const size = {
      width: Math.max(...inside.map((child) => child.position.x + shift.x + (child.size?.width ?? CARD.width))),
      height: Math.max(...inside.map((child) => child.position.y + shift.y + (child.size?.height ?? CARD.height))),
    };
    placed.set(id, {
      ...holder,
      size: { width: side(size.width + ROOM.right, 160), height: side(size.height + ROOM.bottom, 80) },
    });
  }
  return nodes.map((node) => placed.get(node.id) ?? node);
}

function moved(position: Point, by: Point): Point {
  return { x: coordinate(position.x + by.x), y: coordinate(position.y + by.y) };
}

function coordinate(value: number): number {
  return Number.isFinite(value) ? Math.round(Math.min(FAR, Math.max(-FAR, value))) : 0;
}

function side(value: number, least: number): number {
  return Number.isFinite(value) ? Math.round(Math.min(20_000, Math.max(least, value))) : least;
}
