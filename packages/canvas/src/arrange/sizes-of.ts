import type { ReactFlowInstance } from "@xyflow/react";
import { CARD_HEIGHT, CARD_WIDTH, type FlowNode } from "../flow/flow-nodes.ts";
import type { Measured } from "../flow/tidy-layout.ts";

/** As large as the nodes are drawn, px, by id. */
export function sizesOf(flow: ReactFlowInstance<FlowNode>): ReadonlyMap<string, Measured> {
  return new Map(
    flow
      .getNodes()
      .map(({ id, measured }) => [
        id,
        { width: measured?.width ?? CARD_WIDTH, height: measured?.height ?? CARD_HEIGHT },
      ]),
  );
}
