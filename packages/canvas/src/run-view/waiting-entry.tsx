"use client";
import type { StepRecord } from "@orrery/engine";
import { useEditor } from "../editor/editor-context.ts";
import { selectStep } from "../editor/editor-view.ts";
import { useValue } from "../editor/use-value.ts";
import { readQuestion } from "../run/read-question.ts";
import { stepPlace } from "../run/step-place.ts";

export interface WaitingEntryProps {
  record: Readonly<StepRecord>;
  /** The name of the step's node. */
  name: string;
}

/** One step that waits for an answer: what it is about, what it asks, and which step it is. Pressing it opens the question. */
export function WaitingEntry({ record, name }: WaitingEntryProps) {
  const { overlay, view } = useEditor();
  const place = stepPlace(record.key, (key) => overlay?.runState().containers.get(key)?.count ?? null);
  const shown = useValue(record.show?.id ?? null);
  const question = shown.kind === "value" ? readQuestion(shown.value) : null;
  const asked = question === null ? [] : question.about === null ? [name] : [question.title, name];
  return (
    <li>
      <button
        type="button"
        onClick={() => selectStep(view, record.key)}
        className="flex w-full flex-col gap-0.5 rounded-control border border-waiting/60 border-dashed px-2.5 py-1.5 text-left hover:bg-raised"
      >
        <span className="line-clamp-2 break-words text-sm">{question?.about ?? question?.title ?? name}</span>
        <span className="flex w-full min-w-0 justify-between gap-2 text-dim text-xs">
          <span className="min-w-0 truncate">{asked.join(" · ")}</span>
          <span className="max-w-[50%] shrink-0 truncate font-mono text-code">{place}</span>
        </span>
      </button>
    </li>
  );
}
