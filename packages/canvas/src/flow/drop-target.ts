import type { Graph, GraphNode, Point } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import { ROOM_SIZE } from "./flow-nodes.ts";
import { nodeShape } from "./node-shape.ts";

/** Where a node stands on the canvas, whatever holds it. */
export function absolutePosition(graph: Graph, nodeId: string): Point {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  let x = 0;
  let y = 0;
  let steps = 0;
  for (
    let at = byId.get(nodeId);
    at && steps < 64;
    at = at.parentId === undefined ? undefined : byId.get(at.parentId)
  ) {
    x += at.position.x;
    y += at.position.y;
    steps += 1;
  }
  return { x, y };
}

/**
 * The innermost container under a point; null for the open canvas. `moving` and what it holds are passed over. A type
 * that only stands at the root is never taken.
 */
export function dropTarget(graph: Graph, catalog: Catalog, at: Point, moving: GraphNode): string | null {
  const definition = catalog.get(moving.type);
  if (definition?.traits.rootOnly || definition?.traits.role === "note") return null;
  const inside = withinOf(graph, moving.id);
  let found: { id: string; area: number } | null = null;
  for (const node of graph.nodes) {
    if (inside.has(node.id) || nodeShape(catalog, node).kind !== "room") continue;
    const { width, height } = node.size ?? ROOM_SIZE;
    const corner = absolutePosition(graph, node.id);
    if (at.x < corner.x || at.x > corner.x + width || at.y < corner.y || at.y > corner.y + height) continue;
    if (!found || width * height < found.area) found = { id: node.id, area: width * height };
  }
  return found?.id ?? null;
}

function withinOf(graph: Graph, nodeId: string): ReadonlySet<string> {
  const within = new Set([nodeId]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const node of graph.nodes) {
      if (node.parentId === undefined || within.has(node.id) || !within.has(node.parentId)) continue;
      within.add(node.id);
      grew = true;
    }
  }
  return within;
}
