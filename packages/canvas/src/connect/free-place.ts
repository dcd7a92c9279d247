import type { Point } from "@orrery/graph";
import type { ReactFlowInstance } from "@xyflow/react";
import { CARD_HEIGHT, CARD_WIDTH, type FlowNode } from "../flow/flow-nodes.ts";

const APART = 16;

/** The place asked for, or the first one below it where a new card covers no other. */
export function freePlace(flow: ReactFlowInstance<FlowNode>, at: Point): Point {
  const taken = flow.getNodes().flatMap((node) => {
    const inner = flow.getInternalNode(node.id);
    if (!inner || node.type !== "card") return [];
    const { width = CARD_WIDTH, height = CARD_HEIGHT } = inner.measured;
    return [{ ...inner.internals.positionAbsolute, width, height }];
  });
  let place = at;
  for (let tries = 0; tries < 40; tries++) {
    const { x, y } = place;
    const over = taken.find(
      (one) =>
        x < one.x + one.width + APART &&
        one.x < x + CARD_WIDTH + APART &&
        y < one.y + one.height + APART &&
        one.y < y + CARD_HEIGHT + APART,
    );
    if (!over) return place;
    place = { x, y: over.y + over.height + 24 };
  }
  return place;
}
