import type { Graph, GraphNode } from "@orrery/graph";

export interface DrawnNode {
  readonly id: string;
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** It holds other nodes and is drawn as a room behind them. */
  readonly room: boolean;
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  /** SVG path data. */
  readonly edges: readonly { readonly id: string; readonly path: string }[];
}

export interface DrawingBox {
  readonly width: number;
  readonly height: number;
}

const CARD = { width: 232, height: 104 };
const MARGIN = 16;
/** A card is never drawn larger than this share of its size on the canvas. */
const LARGEST_SCALE = 0.2;
/** Nor flatter than this, so that its tile still fits. */
const LEAST_HEIGHT = 22;

/** The canvas draws an edge as going back from this far on, in its own pixels. */
const BACK = 16;
/** Of an edge that goes back: how far it stands out at its ends, how round it turns, how far from cards it passes. */
const STUB = 6;
const CORNER = 4;
const GAP = 6;

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Places a graph in a small box, keeping proportions; coordinates are those of the box. */
export function layOutDrawing(graph: Pick<Graph, "nodes" | "edges">, box: DrawingBox): Drawing {
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const parents = new Set(graph.nodes.map((node) => node.parentId));
  const placed = graph.nodes.map((node) => ({ node, ...absolutePosition(node, byId), ...sizeOf(node) }));
  if (placed.length === 0) return { nodes: [], edges: [] };

  const left = Math.min(...placed.map((node) => node.x));
  const top = Math.min(...placed.map((node) => node.y));
  const width = Math.max(...placed.map((node) => node.x + node.width)) - left;
  const height = Math.max(...placed.map((node) => node.y + node.height)) - top;
  const scale = Math.min((box.width - 2 * MARGIN) / width, (box.height - 2 * MARGIN) / height, LARGEST_SCALE);
  const originX = (box.width - width * scale) / 2;
  const originY = (box.height - height * scale) / 2;

  const nodes = placed.map(({ node, x, y, width: w, height: h }): DrawnNode => {
    const room = parents.has(node.id);
    const drawnHeight = room || scale < 0.1 ? h * scale : Math.max(h * scale, LEAST_HEIGHT);
    return {
      id: node.id,
      type: node.type,
      x: round(originX + (x - left) * scale),
      y: round(originY + (y - top) * scale - (drawnHeight - h * scale) / 2),
      width: round(w * scale),
      height: round(drawnHeight),
      room,
    };
  });
  const drawn = new Map(nodes.map((node) => [node.id, node]));
  const edges = graph.edges.flatMap((edge) => {
    const source = drawn.get(edge.source);
    const target = drawn.get(edge.target);
    return source && target ? [{ id: edge.id, path: curve(source, target, scale) }] : [];
  });
  return { nodes: [...nodes].sort((a, b) => Number(b.room) - Number(a.room)), edges };
}

function absolutePosition(node: GraphNode, byId: ReadonlyMap<string, GraphNode>): { x: number; y: number } {
  let { x, y } = node.position;
  const seen = new Set([node.id]);
  let parent = node.parentId === undefined ? undefined : byId.get(node.parentId);
  while (parent && !seen.has(parent.id)) {
    seen.add(parent.id);
    x += parent.position.x;
    y += parent.position.y;
    parent = parent.parentId === undefined ? undefined : byId.get(parent.parentId);
  }
  return { x, y };
}

function sizeOf(node: GraphNode): { width: number; height: number } {
  return node.size ?? CARD;
}

function curve(source: DrawnNode, target: DrawnNode, scale: number): string {
  const x1 = round(source.x + source.width);
  const y1 = round(source.y + source.height / 2);
  const x2 = round(target.x);
  const y2 = round(target.y + target.height / 2);
  if (x2 < x1 + BACK * scale) return wayBack({ x: x1, y: y1 }, { x: x2, y: y2 }, target.height / 2);
  const bend = round(Math.max(8, (x2 - x1) / 2));
  return `M${x1} ${y1}C${round(x1 + bend)} ${y1} ${round(x2 - bend)} ${y2} ${x2} ${y2}`;
}

/** As on the canvas, an edge that goes back passes between the cards, in straight lines with round corners. */
function wayBack(from: Place, to: Place, halfHeight: number): string {
  const right = from.x + STUB;
  const left = to.x - STUB;
  const between =
    Math.abs(to.y - from.y) > 2 * halfHeight
      ? to.y - Math.sign(to.y - from.y) * (halfHeight + GAP)
      : from.y + halfHeight + GAP;
  return roundedPath([
    from,
    { x: right, y: from.y },
    { x: right, y: between },
    { x: left, y: between },
    { x: left, y: to.y },
    to,
  ]);
}

function roundedPath(places: readonly Place[]): string {
  const parts = [`M${round(places[0]?.x ?? 0)} ${round(places[0]?.y ?? 0)}`];
  for (const [index, corner] of places.entries()) {
    const before = places[index - 1];
    const after = places[index + 1];
    if (!before) continue;
    if (!after) {
      parts.push(`L${round(corner.x)} ${round(corner.y)}`);
      continue;
    }
    const into = towards(corner, before);
    const out = towards(corner, after);
    parts.push(`L${into}Q${round(corner.x)} ${round(corner.y)} ${out}`);
  }
  return parts.join("");
}

/** The place on the way from a corner to its neighbour where its rounding ends. */
function towards(corner: Place, other: Place): string {
  const far = Math.hypot(other.x - corner.x, other.y - corner.y);
  const part = far === 0 ? 0 : Math.min(CORNER, far / 2) / far;
  return `${round(corner.x + (other.x - corner.x) * part)} ${round(corner.y + (other.y - corner.y) * part)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
