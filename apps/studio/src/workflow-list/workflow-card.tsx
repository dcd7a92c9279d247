import type { WorkflowRow } from "@orrery/services";
import { IconButton, Menu, type NodeCategory, RelativeTime, StatePill } from "@orrery/ui";
import { EllipsisVertical, Trash2 } from "lucide-react";
import Link from "next/link";
import { GraphDrawing } from "../graph-drawing/graph-drawing.tsx";
import { runState } from "../run-list/run-state.ts";

export interface WorkflowCardProps {
  workflow: WorkflowRow;
  categories: Readonly<Record<string, NodeCategory>>;
  onRemove: () => void;
}

/** A workflow at a glance: its drawing, name, size, last change and last run. */
export function WorkflowCard({ workflow, categories, onRemove }: WorkflowCardProps) {
  const name = workflow.name || "Without a name";
  const last = workflow.lastRun && runState(workflow.lastRun.status, null);
  return (
    <li className="group relative flex min-w-0 flex-col overflow-hidden rounded-card border bg-panel transition-colors hover:border-line-strong">
      <div className="border-b">
        <GraphDrawing graph={workflow.drawing} categories={categories} />
      </div>
      <div className="flex flex-1 flex-col gap-1 p-3">
        <div className="flex items-start gap-2">
          <h2 className="min-w-0 flex-1 font-semibold">
            <Link
              href={`/workflows/${workflow.id}`}
              className="line-clamp-2 break-words after:absolute after:inset-0 after:rounded-card"
            >
              {name}
            </Link>
          </h2>
          <div className="relative -mt-1 -mr-1">
            <Menu
              label={`Verbs of ${name}`}
              trigger={
                <IconButton
                  name={`More about ${name}`}
                  size="sm"
                  icon={<EllipsisVertical aria-hidden size={16} strokeWidth={1.75} />}
                />
              }
              items={[
                {
                  label: "Delete",
                  danger: true,
                  icon: <Trash2 aria-hidden size={14} strokeWidth={1.75} />,
                  onSelect: onRemove,
                },
              ]}
            />
          </div>
        </div>
        <div className="mt-auto flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-dim text-xs">
          <span>
            {workflow.nodeCount === 1 ? "1 node" : `${workflow.nodeCount} nodes`} · edited{" "}
            <RelativeTime at={workflow.updatedAt} />
          </span>
          {last ? <StatePill state={last.state} label={last.label} /> : <StatePill state="idle" />}
        </div>
      </div>
    </li>
  );
}
