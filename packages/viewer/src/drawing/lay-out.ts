import type { SharedDrawing, SharedEdge, SharedNode } from "../shared-run.ts";
import { backPath, forwardPath, toolPath } from "./edge-path.ts";

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Port extends Place {
  readonly handle: string;
}

export interface PlacedNode extends SharedNode {
  /** It holds other nodes and is drawn as a room behind them. */
  readonly room: boolean;
  readonly depth: number;
  /** Where edges arrive; null where none does. */
  readonly entry: Place | null;
  readonly exits: readonly Port[];
}

export interface PlacedEdge extends SharedEdge {
  readonly path: string;
  /** It leads to what a node may call, not to what comes next. */
  readonly tool: boolean;
}

export interface Bounds extends Place {
  readonly width: number;
  readonly height: number;
}

export interface PlacedDrawing {
  /** Rooms first, outer ones before inner ones. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly bounds: Bounds;
}

const TOOLS = "tools";
const MARGIN = 40;
const EMPTY: Bounds = { x: 0, y: 0, width: 640, height: 320 };
const ROOM_PORT = 24;
const FIRST_EXIT = 60;
const NEXT_EXIT = 20;

/** Finds the ports of nodes and the ways of edges. Edges whose ends are not there are left out. */
export function layOut(drawing: SharedDrawing): PlacedDrawing {
  const parents = new Set(drawing.nodes.map((node) => node.parent));
  const byId = new Map(drawing.nodes.map((node) => [node.id, node]));
  const exits = new Map<string, Set<string>>();
  const entered = new Set<string>();
  for (const edge of drawing.edges) {
    if (edge.fromHandle === TOOLS) continue;
    exits.set(edge.from, (exits.get(edge.from) ?? new Set()).add(edge.fromHandle));
    entered.add(edge.to);
  }
  const placed = drawing.nodes.map((node): PlacedNode => {
    const room = parents.has(node.id);
    const middle = room ? ROOM_PORT : node.height / 2;
    return {
      ...node,
      room,
      depth: depthOf(node, byId),
      entry: entered.has(node.id) ? { x: node.x, y: node.y + middle } : null,
      exits: portsOf(node, [...(exits.get(node.id) ?? [])], middle),
    };
  });
  const places = new Map(placed.map((node) => [node.id, node]));
  const edges = drawing.edges.flatMap((edge) => placeEdge(edge, places));
  const nodes = placed.toSorted((a, b) => Number(b.room) - Number(a.room) || a.depth - b.depth);
  return { nodes, edges, bounds: boundsOf(placed) };
}

function placeEdge(edge: SharedEdge, places: ReadonlyMap<string, PlacedNode>): PlacedEdge[] {
  const source = places.get(edge.from);
  const target = places.get(edge.to);
  if (source === undefined || target === undefined) return [];
  if (edge.fromHandle === TOOLS) return [{ ...edge, path: toolPath(source, target), tool: true }];
  const from = source.exits.find(({ handle }) => handle === edge.fromHandle);
  if (from === undefined || target.entry === null) return [];
  const isForward = target.entry.x >= from.x + 16;
  const path = isForward
    ? forwardPath(from, target.entry)
    : backPath(from, target.entry, {
        below: source.y + source.height,
        above: target.y,
        under: target.y + target.height,
      });
  return [{ ...edge, path, tool: false }];
}

function portsOf(node: SharedNode, handles: readonly string[], middle: number): Port[] {
  const x = node.x + node.width;
  if (handles.length <= 1) return handles.map((handle) => ({ handle, x, y: node.y + middle }));
  const fits = FIRST_EXIT + (handles.length - 1) * NEXT_EXIT < node.height;
  return handles.map((handle, place) => ({
    handle,
    x,
    y: node.y + (fits ? FIRST_EXIT + place * NEXT_EXIT : (node.height * (place + 1)) / (handles.length + 1)),
  }));
}

function depthOf(node: SharedNode, byId: ReadonlyMap<string, SharedNode>): number {
  let depth = 0;
  for (let parent = node.parent; parent !== undefined && depth < byId.size; depth += 1)
    parent = byId.get(parent)?.parent;
  return depth;
}

function boundsOf(nodes: readonly SharedNode[]): Bounds {
  if (nodes.length === 0) return EMPTY;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of nodes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return { x: left - MARGIN, y: top - MARGIN, width: right - left + 2 * MARGIN, height: bottom - top + 2 * MARGIN };
}
