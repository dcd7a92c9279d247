"use client";
import { cx } from "@orrery/ui";
import { Minus, Pencil, Plus } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import type { GraphChange } from "./graph-changes.ts";

const LOOK = {
  added: { icon: Plus, tone: "text-done" },
  removed: { icon: Minus, tone: "text-failed" },
  changed: { icon: Pencil, tone: "text-dim" },
};

export interface ChangeListProps {
  changes: readonly GraphChange[];
  /** Behind one line, for a narrow screen. */
  isFolded: boolean;
}

/** What the draft has become since this version. A line about a node that this version has leads to it. */
export function ChangeList({ changes, isFolded }: ChangeListProps) {
  const words =
    changes.length === 0
      ? "The draft is as this version"
      : `${changes.length} ${changes.length === 1 ? "change" : "changes"} in the draft since`;
  if (isFolded) {
    if (changes.length === 0) return <p className="shrink-0 border-b px-3 py-2 text-muted text-xs">{words}</p>;
    return (
      <details className="shrink-0 border-b bg-panel text-xs">
        <summary className="cursor-pointer px-3 py-2 text-muted">{words}</summary>
        <Lines changes={changes} className="max-h-[30dvh] px-3 pb-2" />
      </details>
    );
  }
  return (
    <section aria-label="Changes since" className="flex min-h-0 flex-1 flex-col">
      <h2 className="shrink-0 px-3.5 pt-3.5 pb-2 font-semibold text-sm">{words}</h2>
      {changes.length === 0 ? (
        <p className="px-3.5 text-muted text-sm">Choose a node to see how it was set.</p>
      ) : (
        <Lines changes={changes} className="flex-1 px-3.5 pb-3.5" />
      )}
    </section>
  );
}

function Lines({ changes, className }: { changes: readonly GraphChange[]; className: string }) {
  const { drawing, view } = useEditor();
  const known = new Set(drawing.nodes.map((node) => node.id));
  return (
    <ul aria-label="Changes" className={cx("more-below flex min-h-0 flex-col gap-1.5 overflow-y-auto", className)}>
      {changes.map(({ kind, nodeId, words }) => {
        const { icon: Icon, tone } = LOOK[kind];
        return (
          <li key={`${kind} ${words}`} className="flex items-start gap-2 text-sm">
            <Icon aria-hidden size={14} strokeWidth={1.75} className={cx("mt-0.75 shrink-0", tone)} />
            {nodeId !== null && known.has(nodeId) ? (
              <button
                type="button"
                className="min-w-0 break-words rounded-chip text-left hover:text-brass-ink"
                onClick={() => selectNode(view, nodeId)}
              >
                <bdi>{words}</bdi>
              </button>
            ) : (
              <bdi className="min-w-0 break-words">{words}</bdi>
            )}
          </li>
        );
      })}
    </ul>
  );
}
