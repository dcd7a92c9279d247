import { type FlowNode, ROOM_SIZE } from "./flow-nodes.ts";

const MARGIN = 20;
// Room for the pager through the iterations, in the corner under the cards.
const BOTTOM = 38;

/**
 * Makes rooms as large as what they hold has become: cards grow while a run shows on them. Only what is drawn changes,
 * never the document; a room shrinks back to its own size. Returns the same array where nothing changes.
 */
export function growRooms(nodes: FlowNode[]): FlowNode[] {
  const needed = new Map<string, { width: number; height: number }>();
  const drawn = new Map<string, { width: number; height: number }>();
  // Containers come before what they hold, so going backwards an inner room is settled before the one around it.
  for (const node of nodes.toReversed()) {
    const size = sizeOf(node, needed.get(node.id));
    if (node.type === "room") drawn.set(node.id, size);
    if (node.parentId === undefined) continue;
    const need = needed.get(node.parentId) ?? { width: 0, height: 0 };
    needed.set(node.parentId, {
      width: Math.max(need.width, node.position.x + size.width + MARGIN),
      height: Math.max(need.height, node.position.y + size.height + BOTTOM),
    });
  }
  let changed = false;
  const grown = nodes.map((node) => {
    const size = drawn.get(node.id);
    if (!size || node.resizing || (node.width === size.width && node.height === size.height)) return node;
    changed = true;
    return { ...node, ...size };
  });
  return changed ? grown : nodes;
}

function sizeOf(node: FlowNode, need: { width: number; height: number } | undefined) {
  if (node.type !== "room") {
    return {
      width: node.measured?.width ?? node.width ?? node.initialWidth ?? 0,
      height: node.measured?.height ?? node.height ?? node.initialHeight ?? 0,
    };
  }
  const own = node.resizing
    ? { width: node.width ?? ROOM_SIZE.width, height: node.height ?? ROOM_SIZE.height }
    : (node.data.node.size ?? ROOM_SIZE);
  return {
    width: Math.max(own.width, need?.width ?? 0),
    height: Math.max(own.height, need?.height ?? 0),
  };
}
