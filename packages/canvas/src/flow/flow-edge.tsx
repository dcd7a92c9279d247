"use client";
import { BaseEdge, type EdgeProps, getBezierPath } from "@xyflow/react";
import { memo } from "react";
import { useCompileState, useNodeRun } from "../editor/use-stores.ts";
import { edgeRun } from "../run/edge-run.ts";
import type { FlowEdge as FlowEdgeModel } from "./flow-edges.ts";

/** One connection: grey at rest, green where a result passed, moving dashes while it is worked on, dots where dead. */
export const FlowEdge = memo(function FlowEdge(props: EdgeProps<FlowEdgeModel>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = props;
  const source = useNodeRun(props.source);
  const target = useNodeRun(props.target);
  const broken = useCompileState()?.byEdge.has(props.id) ?? false;
  const [path] = getBezierPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  return (
    <g
      className="flow-edge"
      data-edge-id={props.id}
      data-run={edgeRun(source, target, props.sourceHandleId ?? "out")}
      data-broken={broken || undefined}
      data-selected={props.selected || undefined}
    >
      <BaseEdge id={props.id} path={path} interactionWidth={18} />
    </g>
  );
});
