"use client";
import { TOOLS } from "@orrery/graph";
import type { HandleSpec } from "@orrery/node-kit";
import { Handle, Position } from "@xyflow/react";

export interface NodePortProps {
  side: "in" | "out";
  handle: HandleSpec;
  colour: string;
  /** What may pass, in words. */
  typeWords: string;
  /** From the top of what holds the port, px. */
  top?: number;
}

/** One end of edges: 11 px to see, more to hit. */
export function NodePort({ side, handle, colour, typeWords, top }: NodePortProps) {
  return (
    <Handle
      id={handle.id}
      type={side === "in" ? "target" : "source"}
      position={side === "in" ? Position.Left : Position.Right}
      className="node-port"
      style={{ borderColor: colour, ...(top !== undefined && { top }) }}
      title={`${handle.label}: ${typeWords}`}
      data-handle={handle.id}
    />
  );
}

/** Where tools hang: below the card and square, since what leads there is no order. */
export function ToolsPort() {
  return (
    <Handle
      id={TOOLS}
      type="source"
      position={Position.Bottom}
      className="node-port node-port-tools"
      title="Tools: draw a line to a step that it may call"
      data-handle={TOOLS}
    />
  );
}
