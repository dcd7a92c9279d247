"use client";
import { IconButton } from "@orrery/ui";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import type { ContainerRun } from "../run/node-run.ts";

export interface IterationPagerProps {
  nodeId: string;
  container: ContainerRun;
}

/** Looks at one item of a container after the other; before the first stands "All". */
export function IterationPager({ nodeId, container }: IterationPagerProps) {
  const { overlay } = useEditor();
  if (!overlay || container.count === 0) return null;
  const isLoop = container.kind === "loop";
  const { looked, shown: count } = container;
  const thing = isLoop ? "time" : "item";
  const go = (iteration: number | null) => overlay.look(nodeId, iteration);
  return (
    <span className="nodrag flex shrink-0 items-center">
      <IconButton
        name={isLoop ? "Time before" : "Item before"}
        size="sm"
        disabled={looked === null}
        onClick={() => go(looked === null || looked === 0 ? null : looked - 1)}
        icon={<ChevronLeft aria-hidden size={14} strokeWidth={1.75} />}
      />
      <span className="min-w-12 text-center font-mono text-2xs text-muted tabular-nums">
        {looked === null ? "All" : `${looked + 1}/${count}`}
      </span>
      <IconButton
        name={`Next ${thing}`}
        size="sm"
        disabled={looked !== null && looked >= count - 1}
        onClick={() => go(looked === null ? 0 : looked + 1)}
        icon={<ChevronRight aria-hidden size={14} strokeWidth={1.75} />}
      />
    </span>
  );
}
