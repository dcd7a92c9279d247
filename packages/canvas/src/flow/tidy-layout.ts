import dagre from "@dagrejs/dagre";
import { type EditOp, type Graph, isToolEdge, type Point } from "@orrery/graph";
import type { TidyOrder } from "../arrange/tidy-worker.ts";
import { frameAround } from "../groups/frame-around.ts";

export interface Measured {
  readonly width: number;
  readonly height: number;
}

/** Between a node and its tools, which hang below it in a row. */
const TOOL_GAP = { down: 64, across: 24 };
const CARD: Measured = { width: 232, height: 96 };
const ROOM_PADDING = { top: 64, side: 32, bottom: 32 };

/**
 * Lays a graph out from left to right by layers (dagre), each container on its own from the inside out, and sizes
 * containers to what they hold; tools stand in a row below what calls them. The upper left corner of what is laid out stays
 * where it is. Notes stay where they are. One step of undo; null where nothing moves.
 */
export function tidyLayout({ graph, sizes: measured, rooms, loose, frames, only }: TidyOrder): EditOp | null {
  const isRoom = (id: string) => rooms.has(id);
  const sizes = new Map(measured);
  const moves: { id: string; position: Point }[] = [];
  const ops: EditOp[] = [];
  /** Containers of which everything inside is laid out. */
  const inside = new Set<string>();
  const children = Map.groupBy(graph.nodes, (node) => node.parentId ?? null);

  function layScope(parentId: string | null): Measured | null {
    const all = (children.get(parentId) ?? []).filter((node) => !loose.has(node.id));
    const nodes = only === null || inside.has(parentId ?? "") ? all : all.filter((node) => only.has(node.id));
    for (const node of all) {
      if (!isRoom(node.id)) continue;
      if (only?.has(node.id) || inside.has(node.parentId ?? "")) inside.add(node.id);
      const inner = layScope(node.id);
      // Of a room that is not laid out as a whole only some of what it holds moves: it keeps its size.
      if (!inner || (only !== null && !inside.has(node.id))) continue;
      const size = {
        width: Math.max(280, inner.width + 2 * ROOM_PADDING.side),
        height: Math.max(160, inner.height + ROOM_PADDING.top + ROOM_PADDING.bottom),
      };
      sizes.set(node.id, size);
      if (node.size?.width !== size.width || node.size.height !== size.height) {
        ops.push({ op: "node.resize", id: node.id, size });
      }
    }
    if (nodes.length === 0) return null;
    const layers = new dagre.graphlib.Graph();
    layers.setGraph({ rankdir: "LR", nodesep: 40, ranksep: 72 });
    layers.setDefaultEdgeLabel(() => ({}));
    const sizeOf = (id: string) => sizes.get(id) ?? CARD;
    const here = new Map(nodes.map((node) => [node.id, node]));
    const calls = graph.edges.filter((edge) => isToolEdge(edge) && here.has(edge.source) && here.has(edge.target));
    const toolsOf = Map.groupBy(calls, (edge) => edge.source);
    const tools = new Set(calls.map((edge) => edge.target));
    /** A node with the row of its tools below it. */
    const blockOf = (id: string): Measured => {
      const own = sizeOf(id);
      const row = (toolsOf.get(id) ?? []).map((edge) => sizeOf(edge.target));
      if (row.length === 0) return own;
      const width = row.reduce((sum, one) => sum + one.width, (row.length - 1) * TOOL_GAP.across);
      const height = own.height + TOOL_GAP.down + Math.max(...row.map((one) => one.height));
      return { width: Math.max(own.width, width), height };
    };
    const laid = nodes.filter((node) => !tools.has(node.id));
    for (const node of laid) layers.setNode(node.id, { ...blockOf(node.id) });
    for (const edge of graph.edges) {
      if (layers.hasNode(edge.source) && layers.hasNode(edge.target)) layers.setEdge(edge.source, edge.target);
    }
    dagre.layout(layers);
    const corners = laid.flatMap((node) => {
      const { x, y } = layers.node(node.id);
      const block = blockOf(node.id);
      const top = y - block.height / 2;
      let left = x - block.width / 2;
      const placed = [cornerOf(node, { x: left, y: top }, sizeOf(node.id))];
      for (const { target } of toolsOf.get(node.id) ?? []) {
        const tool = here.get(target);
        const size = sizeOf(target);
        if (tool) placed.push(cornerOf(tool, { x: left, y: top + sizeOf(node.id).height + TOOL_GAP.down }, size));
        left += size.width + TOOL_GAP.across;
      }
      return placed;
    });
    const left = Math.min(...corners.map(({ x }) => x));
    const top = Math.min(...corners.map(({ y }) => y));
    const isWholeRoom = parentId !== null && (only === null || inside.has(parentId));
    const origin = isWholeRoom
      ? { x: ROOM_PADDING.side, y: ROOM_PADDING.top }
      : {
          x: Math.min(...nodes.map(({ position }) => position.x)),
          y: Math.min(...nodes.map(({ position }) => position.y)),
        };
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
  const placed = new Map(moves.map(({ id, position }) => [id, position]));
  for (const [id, members] of frames) {
    if (!members.some((member) => placed.has(member))) continue;
    const boxes = members.flatMap((member) => {
      const node = graph.nodes.find((one) => one.id === member);
      return node ? [{ ...(placed.get(member) ?? node.position), ...(sizes.get(member) ?? CARD) }] : [];
    });
    const { position, size } = frameAround(boxes);
    ops.push({ op: "node.resize", id, size });
    moves.push({ id, position });
  }
  if (moves.length > 0) ops.push({ op: "node.move", moves });
  return ops.length === 0 ? null : { op: "batch", name: only === null ? "Tidy" : "Tidy what is chosen", ops };
}

function cornerOf(node: Graph["nodes"][number], { x, y }: Point, { width, height }: Measured) {
  return { node, x, y, right: x + width, bottom: y + height };
}
