"use client";
import { TOOLS } from "@orrery/graph";
import type { HandleSpec } from "@orrery/node-kit";
import { Handle, Position } from "@xyflow/react";
import { usePort } from "../connect/use-port.ts";

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
  const words = `${handle.label}: ${side === "in" ? "takes" : "gives"} ${typeWords}`;
  const { fit, ...presses } = usePort(handle.id, side, words);
  return (
    <Handle
      {...presses}
      id={handle.id}
      type={side === "in" ? "target" : "source"}
      position={side === "in" ? Position.Left : Position.Right}
      className="node-port"
      style={{ borderColor: colour, color: colour, ...(top !== undefined && { top }) }}
      data-handle={handle.id}
      data-fit={fit}
    />
  );
}

const TOOLS_WORDS = "Tools: draw a line to a step that it may call";

/** Where tools hang: below the card and square, since what leads there is no order. */
export function ToolsPort() {
  const { fit, ...presses } = usePort(TOOLS, "out", TOOLS_WORDS);
  return (
    <Handle
      {...presses}
      id={TOOLS}
      type="source"
      position={Position.Bottom}
      className="node-port node-port-tools"
      data-handle={TOOLS}
      data-fit={fit}
    />
  );
}
