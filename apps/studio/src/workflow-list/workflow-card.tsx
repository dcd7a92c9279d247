import type { WorkflowRow } from "@orrery/services";
import { IconButton, Menu, type NodeCategory, RelativeTime, StatePill } from "@orrery/ui";
import { EllipsisVertical, Play, Trash2 } from "lucide-react";
import Link from "next/link";
import { useMay } from "../access/access-context.tsx";
import { CARD_REACH, DrawingCard } from "../graph-drawing/drawing-card.tsx";
import { RunPill } from "../run-list/run-pill.tsx";

export interface WorkflowCardProps {
  workflow: WorkflowRow;
  categories: Readonly<Record<string, NodeCategory>>;
  onStart: () => void;
  onRemove: () => void;
}

/** A workflow at a glance: its drawing, name, size, last change and last run. */
export function WorkflowCard({ workflow, categories, onStart, onRemove }: WorkflowCardProps) {
  const { lastRun } = workflow;
  const name = workflow.name || "Without a name";
  const mayRun = useMay("run.start");
  const mayDraw = useMay("workflow.write");
  const run = {
    label: "Run the published version",
    icon: <Play aria-hidden size={14} strokeWidth={1.75} />,
    onSelect: onStart,
  };
  const remove = {
    label: "Delete",
    danger: true,
    icon: <Trash2 aria-hidden size={14} strokeWidth={1.75} />,
    onSelect: onRemove,
  };
  const items = [...(mayRun ? [run] : []), ...(mayDraw ? [remove] : [])];
  return (
    <DrawingCard
      graph={workflow.drawing}
      categories={categories}
      title={
        <Link href={`/workflows/${workflow.id}`} className={`line-clamp-2 break-words ${CARD_REACH}`}>
          <bdi>{name}</bdi>
        </Link>
      }
      aside={
        items.length > 0 && (
          <Menu
            label={`Verbs of ${name}`}
            trigger={
              <IconButton
                name={`More about ${name}`}
                size="sm"
                icon={<EllipsisVertical aria-hidden size={16} strokeWidth={1.75} />}
              />
            }
            items={items}
          />
        )
      }
    >
      <div className="mt-auto flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-dim text-xs">
        <span>
          {workflow.nodeCount === 1 ? "1 node" : `${workflow.nodeCount} nodes`} · edited{" "}
          <RelativeTime at={workflow.updatedAt} />
        </span>
        {lastRun ? <RunPill status={lastRun.status} waits={lastRun.openWaits} /> : <StatePill state="idle" />}
      </div>
    </DrawingCard>
  );
}
