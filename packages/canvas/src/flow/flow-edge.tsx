"use client";
import { isToolEdge } from "@orrery/graph";
import { BaseEdge, type EdgeProps, getBezierPath, getSmoothStepPath, Position } from "@xyflow/react";
import { memo } from "react";
import { useCompileState, useNodeRun, useView } from "../editor/use-stores.ts";
import { edgeRun, toolEdgeRun } from "../run/edge-run.ts";
import type { FlowEdge as FlowEdgeModel } from "./flow-edges.ts";

// An edge that goes back passes between the cards: this far above the port it leads to.
const ABOVE_CARD = 42;
const CARD_WIDTH = 232;
/** Of the port below the top of a card. */
const HEAD_PORT = 27;

/** A tool hangs below its caller: its edge ends above the card, not at the port on the left, where order comes in. */
function topOf(portX: number, portY: number) {
  return { targetX: portX + CARD_WIDTH / 2, targetY: portY - HEAD_PORT, targetPosition: Position.Top };
}

/** One connection: grey at rest, green where a result passed, moving dashes while it is worked on, dots where dead. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<FlowEdgeModel>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  const source = useNodeRun(props.source);
  const target = useNodeRun(props.target);
  const broken = useCompileState()?.byEdge.has(props.id) ?? false;
  const isTaking = useView((view) => view.spliceTarget === props.id);
  const isTool = isToolEdge({ sourceHandle: props.sourceHandleId ?? "out" });
  const ends = isTool
    ? { sourceX, sourceY, sourcePosition, ...topOf(targetX, targetY) }
    : { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition };
  const back = !isTool && targetX < sourceX + 16;
  const [path] = back
    ? getSmoothStepPath({
        ...ends,
        borderRadius: 14,
        offset: 18,
        ...(targetY > sourceY + ABOVE_CARD && { centerY: targetY - ABOVE_CARD }),
      })
    : getBezierPath(ends);
  return (
    <g
      className="flow-edge"
      data-edge-id={props.id}
      data-tool={isTool || undefined}
      data-run={isTool ? toolEdgeRun(target) : edgeRun(source, target, props.sourceHandleId ?? "out")}
      data-broken={broken || undefined}
      data-taking={isTaking || undefined}
      data-selected={props.selected || undefined}
    >
      <BaseEdge id={props.id} path={path} interactionWidth={18} />
    </g>
  );
});
