import { cx } from "./cx.ts";
import type { NodeCategory } from "./node-category.ts";
import { nodeIcon } from "./node-icon.ts";

const TINT: Record<NodeCategory, string> = {
  "start-end": "bg-category-start/14 text-category-start",
  flow: "bg-category-flow/14 text-category-flow",
  ai: "bg-category-ai/14 text-category-ai",
  network: "bg-category-network/14 text-category-network",
  data: "bg-category-data/14 text-category-data",
  human: "bg-category-human/14 text-category-human",
  note: "bg-category-start/14 text-category-start",
};

export interface NodeTileProps {
  category: NodeCategory;
  /** The icon's lucide name, as the node type's definition gives it. */
  icon: string;
}

/** The 24 px square that shows what kind of node this is. */
export function NodeTile({ category, icon }: NodeTileProps) {
  const Icon = nodeIcon(icon);
  return (
    <span
      aria-hidden
      className={cx("inline-flex size-6 shrink-0 items-center justify-center rounded-chip", TINT[category])}
    >
      <Icon size={14} strokeWidth={1.75} />
    </span>
  );
}
