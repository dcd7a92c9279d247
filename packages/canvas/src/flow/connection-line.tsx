"use client";
import { type ConnectionLineComponentProps, getBezierPath } from "@xyflow/react";
import { useEditor } from "../editor/editor-context.ts";
import { checkConnection } from "./check-connection.ts";
import type { FlowNode } from "./flow-nodes.ts";

/** The line being drawn; over a port that cannot take it, it says why not. */
export function ConnectionLine(props: ConnectionLineComponentProps<FlowNode>) {
  const { document, catalog } = useEditor();
  const { fromX, fromY, toX, toY, fromPosition, toPosition, fromHandle, toHandle } = props;
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    targetX: toX,
    targetY: toY,
    sourcePosition: fromPosition,
    targetPosition: toPosition,
  });
  const why = document && toHandle ? reason() : null;

  function reason(): string | null {
    if (!document || !toHandle) return null;
    if (fromHandle.type === toHandle.type) {
      return fromHandle.type === "source"
        ? "A connection ends at a port on the left."
        : "A connection begins at a port on the right.";
    }
    const [source, target] = fromHandle.type === "source" ? [fromHandle, toHandle] : [toHandle, fromHandle];
    const check = checkConnection(document.getState().graph, catalog, {
      source: source.nodeId,
      sourceHandle: source.id ?? "out",
      target: target.nodeId,
      targetHandle: target.id ?? "in",
    });
    return check.ok ? null : check.why;
  }

  return (
    <g
      className="connection-line"
      data-refused={why !== null || undefined}
      data-valid={(toHandle && why === null) || undefined}
    >
      <path d={path} fill="none" />
      {why !== null && (
        <foreignObject x={toX + 12} y={toY + 8} width={240} height={90}>
          <div role="status" className="rounded-control border border-failed bg-panel px-2 py-1 text-ink text-xs">
            {why}
          </div>
        </foreignObject>
      )}
    </g>
  );
}
