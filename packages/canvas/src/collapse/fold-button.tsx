"use client";
import { IconButton } from "@orrery/ui";
import { ChevronsDownUp, ChevronsUpDown } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph } from "../editor/use-stores.ts";
import { toggleCollapsed } from "./toggle-collapsed.ts";

export interface FoldButtonProps {
  nodeId: string;
  title: string;
  isFolded: boolean;
}

/** Collapses a container to a card, or opens it again. */
export function FoldButton({ nodeId, title, isFolded }: FoldButtonProps) {
  const { catalog, view } = useEditor();
  const graph = useGraph();
  const Icon = isFolded ? ChevronsUpDown : ChevronsDownUp;
  return (
    <IconButton
      name={isFolded ? `Expand ${title}` : `Collapse ${title}`}
      shortcut="E"
      size="sm"
      className="nodrag shrink-0"
      aria-expanded={!isFolded}
      onClick={() => toggleCollapsed(view, graph, catalog, [nodeId])}
      icon={<Icon aria-hidden size={14} strokeWidth={1.75} />}
    />
  );
}
