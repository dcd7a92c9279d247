"use client";
import { formatCount } from "@orrery/ui";
import { CircleAlert } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { selectStep } from "../editor/editor-view.ts";
import { useRun } from "../editor/use-stores.ts";
import { type HandledFailure, handledFailures } from "../run/handled-failures.ts";
import { stepPlace } from "../run/step-place.ts";

const MOST_LISTED = 20;

export interface HandledListProps {
  titleOf: (nodeId: string) => string;
}

/** Steps that failed and did not fail the run: each with what became of it, as the way to it. */
export function HandledList({ titleOf }: HandledListProps) {
  const { overlay, view } = useEditor();
  // Listened to so that the list grows with the run.
  const run = useRun();
  if (!overlay || !run) return null;
  const state = overlay.runState();
  const found = handledFailures(state);
  if (found.length === 0) return null;
  return (
    <section aria-label="Failed and handled" className="flex flex-col gap-1.5">
      <h3 className="flex items-center gap-1.5 text-muted text-xs">
        <CircleAlert aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
        {found.length === 1
          ? "1 step failed, and the run went on"
          : `${formatCount(found.length)} steps failed, and the run went on`}
      </h3>
      <ul className="flex flex-col gap-1">
        {found.slice(0, MOST_LISTED).map((failure) => (
          <li key={failure.step.key}>
            <button
              type="button"
              onClick={() => selectStep(view, failure.step.key)}
              className="flex w-full flex-col gap-0.5 rounded-control border px-2.5 py-1.5 text-left hover:bg-raised"
            >
              <span className="flex w-full min-w-0 items-baseline justify-between gap-2 text-sm">
                <bdi className="min-w-0 truncate">{titleOf(failure.step.nodeId)}</bdi>
                {failure.step.key.includes("/") && (
                  <span className="max-w-[55%] shrink-0 truncate font-mono text-code text-dim">
                    {stepPlace(failure.step.key, (key) => state.containers.get(key)?.count ?? null)}
                  </span>
                )}
              </span>
              <span className="w-full truncate text-dim text-xs">{outcomeOf(failure)}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length > MOST_LISTED && (
        <p className="text-dim text-xs">{formatCount(found.length - MOST_LISTED)} more, in the log</p>
      )}
    </section>
  );
}

function outcomeOf({ step, by }: HandledFailure): string {
  const code = step.error === null ? "" : `${step.error.code} · `;
  switch (by) {
    case "branch":
      return `${code}went on by its error branch`;
    case "continue":
      return `${code}went on without its output`;
    case "left-out":
      return `${code}the others of its list went on`;
    case "retry":
      return `worked at attempt ${step.attempt}`;
  }
}
