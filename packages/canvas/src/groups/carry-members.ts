import type { NodeChange } from "@xyflow/react";
import type { FlowNode } from "../flow/flow-nodes.ts";

/** Moves what a dragged frame carries by as much as the frame itself is moved. `nodes`: where they are drawn now. */
export function carryMembers(
  changes: NodeChange<FlowNode>[],
  nodes: readonly FlowNode[],
  carried: ReadonlyMap<string, ReadonlySet<string>>,
): NodeChange<FlowNode>[] {
  if (carried.size === 0) return changes;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const moved = new Set(changes.flatMap((change) => (change.type === "position" ? [change.id] : [])));
  const extra = changes.flatMap((change): NodeChange<FlowNode>[] => {
    if (change.type !== "position" || !change.position) return [];
    const { position } = change;
    const frame = byId.get(change.id);
    return [...(carried.get(change.id) ?? [])].flatMap((id) => {
      const member = byId.get(id);
      if (!frame || !member || moved.has(id)) return [];
      moved.add(id);
      const x = member.position.x + position.x - frame.position.x;
      const y = member.position.y + position.y - frame.position.y;
      return [{ type: "position", id, position: { x, y }, dragging: change.dragging === true }];
    });
  });
  return extra.length === 0 ? changes : [...changes, ...extra];
}
