import dagre from "@dagrejs/dagre";
import type { EditOp, Graph, Point } from "@orrery/graph";

export interface Measured {
  readonly width: number;
  readonly height: number;
}

const ROOM_PADDING = { top: 64, side: 32, bottom: 32 };

/**
 * Lays a graph out from left to right by layers (dagre), each container on its own from the inside out, and sizes
 * containers to what they hold. Notes stay where they are. One step of undo; null where nothing moves.
 */
export function tidyLayout(
  graph: Graph,
  measured: ReadonlyMap<string, Measured>,
  isRoom: (nodeId: string) => boolean,
  isLoose: (nodeId: string) => boolean,
): EditOp | null {
  const sizes = new Map(measured);
  const moves: { id: string; position: Point }[] = [];
  const ops: EditOp[] = [];
  const children = Map.groupBy(graph.nodes, (node) => node.parentId ?? null);

  function layScope(parentId: string | null): Measured | null {
    const nodes = (children.get(parentId) ?? []).filter((node) => !isLoose(node.id));
    if (nodes.length === 0) return null;
    for (const node of nodes) {
      if (!isRoom(node.id)) continue;
      const inner = layScope(node.id);
      if (!inner) continue;
      const size = {
        width: Math.max(280, inner.width + 2 * ROOM_PADDING.side),
        height: Math.max(160, inner.height + ROOM_PADDING.top + ROOM_PADDING.bottom),
      };
      sizes.set(node.id, size);
      if (node.size?.width !== size.width || node.size.height !== size.height) {
        ops.push({ op: "node.resize", id: node.id, size });
      }
    }
    const layers = new dagre.graphlib.Graph();
    layers.setGraph({ rankdir: "LR", nodesep: 40, ranksep: 72 });
    layers.setDefaultEdgeLabel(() => ({}));
    const here = new Set(nodes.map((node) => node.id));
    for (const node of nodes) layers.setNode(node.id, { ...(sizes.get(node.id) ?? { width: 232, height: 96 }) });
    for (const edge of graph.edges) {
      if (here.has(edge.source) && here.has(edge.target)) layers.setEdge(edge.source, edge.target);
    }
    dagre.layout(layers);
    const corners = nodes.map((node) => {
      const { x, y } = layers.node(node.id);
      const { width, height } = sizes.get(node.id) ?? { width: 232, height: 96 };
      return { node, x: x - width / 2, y: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
    });
    const left = Math.min(...corners.map(({ x }) => x));
    const top = Math.min(...corners.map(({ y }) => y));
    const origin = parentId === null ? { x: 0, y: 0 } : { x: ROOM_PADDING.side, y: ROOM_PADDING.top };
    for (const { node, x, y } of corners) {
      const position = { x: Math.round(x - left + origin.x), y: Math.round(y - top + origin.y) };
      if (position.x !== node.position.x || position.y !== node.position.y) moves.push({ id: node.id, position });
    }
    return {
      width: Math.round(Math.max(...corners.map(({ right }) => right)) - left),
      height: Math.round(Math.max(...corners.map(({ bottom }) => bottom)) - top),
    };
  }

  layScope(null);
  if (moves.length > 0) ops.push({ op: "node.move", moves });
  return ops.length === 0 ? null : { op: "batch", name: "Tidy", ops };
}
