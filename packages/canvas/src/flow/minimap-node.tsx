"use client";
import type { MiniMapNodeProps } from "@xyflow/react";
import { useNodeRun } from "../editor/use-stores.ts";
import type { NodeRun } from "../run/node-run.ts";
import { CARD_WIDTH } from "./flow-nodes.ts";

const COLOUR: Partial<Record<NodeRun["state"], string>> = {
  running: "var(--running)",
  retrying: "var(--running)",
  waiting: "var(--waiting)",
  uncertain: "var(--waiting)",
  succeeded: "var(--done)",
  failed: "var(--failed)",
};

/** A node on the small map, in the colour of its state. */
export function MinimapNode({ id, x, y, width, height, selected }: MiniMapNodeProps) {
  const run = useNodeRun(id);
  const room = width > CARD_WIDTH;
  return (
    <rect
      x={x}
      y={y}
      width={width}
      height={height}
      rx={12}
      fill={COLOUR[run.state] ?? "var(--line-strong)"}
      fillOpacity={room ? 0.18 : 1}
      stroke={selected ? "var(--brass-line)" : "none"}
      strokeWidth={selected ? 12 : 0}
    />
  );
}
