import type { ReactFlowInstance, Rect } from "@xyflow/react";
import { CARD_HEIGHT, CARD_WIDTH, type FlowNode } from "./flow-nodes.ts";

/** Where the nodes stand on the canvas, as large as they were measured. */
export function nodeBoxes(flow: ReactFlowInstance<FlowNode>): Rect[] {
  return flow.getNodes().map((node) => {
    const inner = flow.getInternalNode(node.id);
    const { x, y } = inner?.internals.positionAbsolute ?? node.position;
    const width = inner?.measured.width ?? node.width ?? CARD_WIDTH;
    const height = inner?.measured.height ?? node.height ?? CARD_HEIGHT;
    return { x, y, width, height };
  });
}
