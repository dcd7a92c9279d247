"use client";
import type { RunEvent } from "@orrery/engine";
import { formatDuration } from "@orrery/ui";
import { eventWords } from "../dock/event-words.ts";
import { useEditor } from "../editor/editor-context.ts";
import { useNodeRun, useRun } from "../editor/use-stores.ts";
import { attemptWords } from "../flow/node-words.ts";
import type { InspectedStep } from "./use-inspected-step.ts";

/** What happened to one step, event by event. */
export function AttemptsTab({ step }: { step: InspectedStep }) {
  const { overlay } = useEditor();
  const run = useRun();
  const { maxAttempts } = useNodeRun(step.nodeId);
  const key = step.record?.key;
  const events = (overlay?.events ?? []).filter(
    (event): event is RunEvent & { stepKey: string } =>
      "stepKey" in event && event.stepKey === key && event.seq <= (run?.seq ?? 0),
  );
  const start = run?.startedAt ?? null;
  if (!step.record || step.record.attempt === 0) return <p className="p-3.5 text-muted text-xs">Not begun.</p>;
  const attempt = `Attempt ${attemptWords({ attempt: step.record.attempt, maxAttempts })}`;
  if (events.length === 0) {
    return <p className="p-3.5 text-muted text-xs">{attempt}. Its history began before this page was opened.</p>;
  }
  return (
    <div className="p-3.5">
      <p className="mb-1 font-medium text-xs">{attempt}</p>
      <ol className="flex flex-col">
        {events.map((event) => (
          <li key={event.seq} className="flex gap-3 border-b py-1.5 text-xs">
            <span className="w-16 shrink-0 font-mono text-code text-dim tabular-nums">
              {start === null ? "" : `+${formatDuration(event.at - start)}`}
            </span>
            <span className="min-w-0 break-words">{eventWords(event)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
