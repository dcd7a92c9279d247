"use client";
import { verdictWords } from "@orrery/engine/baseline";
import type { DeviationRow } from "@orrery/services";
import { Activity } from "lucide-react";

const MOST_SHOWN = 3;

/** What of a run was other than usual, over its canvas: each step, by how much, and what that is judged by. */
export function RunDeviations({ rows }: { rows: readonly DeviationRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section
      aria-label="Not as usual"
      className="flex shrink-0 items-start gap-2 border-b bg-panel px-3 py-1.5 text-muted text-xs"
    >
      <Activity aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0 text-waiting" />
      <ul className="min-w-0 flex-1">
        {rows.slice(0, MOST_SHOWN).map(({ nodeId, nodeName, verdict }) => (
          <li key={`${nodeId} ${verdict.kind}`} className="break-words">
            <bdi className="font-semibold text-ink">{nodeName}</bdi>: {verdictWords(verdict)}
          </li>
        ))}
        {rows.length > MOST_SHOWN && <li>and {rows.length - MOST_SHOWN} more, marked on the steps</li>}
      </ul>
    </section>
  );
}
