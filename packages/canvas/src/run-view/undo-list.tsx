"use client";
import { nodeIdOf, undoProgress } from "@orrery/engine";
import { StatePill } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { selectStep } from "../editor/editor-view.ts";
import { useRun } from "../editor/use-stores.ts";
import { undoneSteps } from "../run/undone-steps.ts";

export interface UndoListProps {
  titleOf: (nodeId: string) => string;
}

function headingOf(left: number, notUndone: number): string {
  if (notUndone > 0) {
    const rest = `${notUndone} ${notUndone === 1 ? "step stays" : "steps stay"} as ${notUndone === 1 ? "it was" : "they were"}`;
    return left > 0 ? `Stopping the undoing: ${rest}` : `The undoing was stopped: ${rest}`;
  }
  return left > 0 ? `Undoing what was done: ${left} left` : "What was done before it failed was undone";
}

/** What a failed run took back: each step that was undone, by which, and how that went. */
export function UndoList({ titleOf }: UndoListProps) {
  const { overlay, view } = useEditor();
  const run = useRun();
  if (!overlay || !run) return null;
  const state = overlay.runState();
  const steps = undoneSteps(state);
  const progress = undoProgress(state);
  if (steps.length === 0 && progress === null) return null;
  const left = progress?.left ?? 0;
  return (
    <section aria-label="Undone" className="flex flex-col gap-1.5">
      <h3 className="text-muted text-xs">{headingOf(left, progress?.notUndone ?? 0)}</h3>
      <ul className="flex flex-col gap-1">
        {steps.map(({ undone, by }) => (
          <li key={by.key}>
            <button
              type="button"
              onClick={() => selectStep(view, by.key)}
              className="flex w-full items-center gap-2 rounded-control border px-2.5 py-1.5 text-left text-sm hover:bg-raised"
            >
              <span className="min-w-0 flex-1 truncate">
                {titleOf(nodeIdOf(undone))} <span className="text-dim text-xs">by {titleOf(by.nodeId)}</span>
              </span>
              <StatePill
                state={by.status}
                {...(by.status === "succeeded" && { label: "Undone" })}
                {...((by.status === "failed" || by.status === "cancelled") && { label: "Not undone" })}
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
