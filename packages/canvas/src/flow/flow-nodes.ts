import type { Graph, GraphNode } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { Node } from "@xyflow/react";
import { estimatedSize } from "./estimated-size.ts";
import { type NodeKind, nodeShape } from "./node-shape.ts";

export type FlowNode = Node<{ readonly node: GraphNode }, NodeKind>;

/** Above this many nodes React Flow mounts only what is in sight; below it, that costs more than it saves. */
export const MANY_NODES = 300;
export const CARD_WIDTH = 232;
export const CARD_HEIGHT = 92;
export const ROOM_SIZE = { width: 480, height: 260 };
const NOTE_SIZE = { width: 232, height: 120 };

/**
 * The nodes as React Flow wants them: containers before what they hold. What is unchanged keeps its object, and with it
 * what React Flow measured; what is being dragged keeps its place under the pointer.
 */
export function toFlowNodes(
  graph: Graph,
  catalog: Catalog,
  before: readonly FlowNode[],
  selected: ReadonlySet<string>,
): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const isLarge = graph.nodes.length > MANY_NODES;
  return outerFirst(graph).map((node) =>
    flowNode(node, catalog, { before: known.get(node.id), selected: selected.has(node.id), isLarge }),
  );
}

interface Known {
  readonly before: FlowNode | undefined;
  readonly selected: boolean;
  /** Most of its nodes are not mounted, so React Flow is told how large they will be. */
  readonly isLarge: boolean;
}

function flowNode(node: GraphNode, catalog: Catalog, { before, selected, isLarge }: Known): FlowNode {
  if (before && before.data.node === node && (before.selected ?? false) === selected) return before;
  const shape = nodeShape(catalog, node);
  const { kind, definition } = shape;
  const isFrame = definition?.traits.frame === true;
  const size = kind === "card" ? null : (node.size ?? (kind === "room" || isFrame ? ROOM_SIZE : NOTE_SIZE));
  const moved = !before?.dragging;
  const { parentId: _parent, width: _width, height: _height, ...kept } = before ?? {};
  const estimate =
    isLarge && (before?.measured === undefined || before.handles)
      ? estimatedSize(shape, size?.width ?? CARD_WIDTH)
      : null;
  return {
    ...kept,
    ...estimate,
    id: node.id,
    type: kind,
    data: { node },
    position: moved ? node.position : before.position,
    selected,
    ...(node.parentId !== undefined && { parentId: node.parentId }),
    ...(size ?? { initialWidth: CARD_WIDTH, initialHeight: CARD_HEIGHT }),
    // A room lies under what it holds and under edges; a note under everything but frames.
    zIndex: kind === "room" ? 0 : isFrame ? -2 : kind === "note" ? -1 : 1,
    ...(isFrame && { className: "is-frame" }),
    dragHandle: ".node-grip",
  };
}

/** After nodes were measured: what was estimated of these gives way. */
export function withoutEstimates(nodes: FlowNode[], measured: ReadonlySet<string>): FlowNode[] {
  if (measured.size === 0) return nodes;
  return nodes.map((node) => {
    if (node.handles === undefined || !measured.has(node.id)) return node;
    const { handles: _estimated, ...rest } = node;
    return rest;
  });
}

function outerFirst(graph: Graph): readonly GraphNode[] {
  if (graph.nodes.every((node) => node.parentId === undefined)) return graph.nodes;
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  const depth = (node: GraphNode): number => {
    let steps = 0;
    for (let at: GraphNode | undefined = node; at?.parentId !== undefined && steps < 64; at = byId.get(at.parentId)) {
      steps += 1;
    }
    return steps;
  };
  return graph.nodes
    .map((node, order) => ({ node, order, depth: depth(node) }))
    .toSorted((a, b) => a.depth - b.depth || a.order - b.order)
    .map(({ node }) => node);
}
