"use client";
import { Button } from "@orrery/ui";
import { useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { selectStep } from "../editor/editor-view.ts";
import { useView } from "../editor/use-stores.ts";
import { useValue } from "../editor/use-value.ts";
import type { NodeRun } from "../run/node-run.ts";
import { readQuestion } from "../run/read-question.ts";

/** Allow or refuse, right on the card, for the first step that waits; a question with fields opens the inspector. */
export function NodeAnswer({ run }: { run: NodeRun }) {
  const { document, overlay, host, view } = useEditor();
  const [sent, setSent] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stepKey = run.waitingKeys[0];
  const record = stepKey === undefined ? undefined : overlay?.runState().steps.get(stepKey);
  const isChosen = useView((state) => state.selectedNodes.size > 0);
  // One primary action a screen: where the whole question stands beside the canvas, it is there.
  const variant = isChosen || document === null ? "secondary" : "primary";
  const shown = useValue(record?.show?.id ?? null);
  // A moment of the past is only looked at.
  if (stepKey === undefined || overlay?.getState().playhead !== null) return null;
  const question = shown.kind === "value" ? readQuestion(shown.value) : null;
  const busy = sent === stepKey;

  async function answer(approved: boolean) {
    if (stepKey === undefined) return;
    setSent(stepKey);
    setProblem(null);
    try {
      await host.answer({ stepKey, approved, values: {}, note: "" });
    } catch (error) {
      setSent(null);
      setProblem(error instanceof Error ? error.message : "The answer did not arrive. Try again.");
    }
  }

  return (
    <div className="nodrag flex flex-col gap-1.5 px-2.5 pb-2.5">
      {question && <div className="line-clamp-2 break-words text-muted text-xs">{question.title}</div>}
      {question?.about && <div className="-mt-0.5 truncate text-ink text-xs">“{question.about}”</div>}
      <div className="flex items-center gap-1.5">
        {host.mayAnswer === false ? (
          <span className="text-2xs text-dim">Your role does not answer it.</span>
        ) : question?.hasFields ? (
          <Button size="sm" variant={variant} onClick={() => selectStep(view, stepKey)}>
            Answer
          </Button>
        ) : (
          <>
            <Button size="sm" variant={variant} busy={busy} onClick={() => answer(true)}>
              Allow
            </Button>
            <Button size="sm" disabled={busy} onClick={() => answer(false)}>
              Refuse
            </Button>
          </>
        )}
        {run.waitingKeys.length > 1 && <span className="text-2xs text-dim">{run.waitingKeys.length - 1} more</span>}
      </div>
      {problem && <div className="text-failed text-xs">{problem}</div>}
    </div>
  );
}
