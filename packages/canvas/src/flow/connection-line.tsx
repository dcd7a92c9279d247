"use client";
import { cx } from "@orrery/ui";
import { type ConnectionLineComponentProps, getBezierPath } from "@xyflow/react";
import { givesWords, takesWords } from "../connect/port-words.ts";
import { useEditor } from "../editor/editor-context.ts";
import { checkConnection } from "./check-connection.ts";
import type { FlowNode } from "./flow-nodes.ts";

/** The line being drawn; over a port that cannot take it, it says why not. */
export function ConnectionLine(props: ConnectionLineComponentProps<FlowNode>) {
  const { document, catalog, compile } = useEditor();
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

  const types = toHandle && fromHandle.type !== toHandle.type ? typesWords() : null;

  /** What comes out of one end, and what the step at the other reads. */
  function typesWords(): string | null {
    if (!toHandle) return null;
    const [source, target] = fromHandle.type === "source" ? [fromHandle, toHandle] : [toHandle, fromHandle];
    const reader = document?.getState().graph.nodes.find(({ id }) => id === target.nodeId);
    const gives = givesWords(compile?.getState().result.outputs.get(source.nodeId));
    return `Gives ${gives}. Takes ${takesWords((reader && catalog.get(reader.type)) ?? null)}.`;
  }

  return (
    <g
      className="connection-line"
      data-refused={why !== null || undefined}
      data-valid={(toHandle && why === null) || undefined}
    >
      <path d={path} fill="none" />
      {(why ?? types) !== null && (
        <foreignObject x={toX + 12} y={toY + 8} width={260} height={150}>
          <div
            role="status"
            className={cx(
              "w-fit rounded-control border bg-panel px-2 py-1 text-ink text-xs",
              why === null ? "border-done" : "border-failed",
            )}
          >
            {why}
            {types !== null && <p className="line-clamp-3 break-words text-dim">{types}</p>}
          </div>
        </foreignObject>
      )}
    </g>
  );
}
