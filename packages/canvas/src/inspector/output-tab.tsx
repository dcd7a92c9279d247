"use client";
import type { StepRecord } from "@orrery/engine";
import type { GraphNode } from "@orrery/graph";
import { formatCount, formatDuration, formatUsd } from "@orrery/ui";
import { LargeValue } from "../data/large-value.tsx";
import { OutputActions } from "../data/output-actions.tsx";
import { outputBytes } from "../data/output-bytes.ts";
import { useEditor } from "../editor/editor-context.ts";
import { useNodeRun } from "../editor/use-stores.ts";
import { useValue } from "../editor/use-value.ts";
import { attemptWords } from "../flow/node-words.ts";
import { keptFrom } from "../run/view-node-run.ts";
import { ChildNote } from "../run-view/child-note.tsx";
import { KeptNote } from "../run-view/kept-note.tsx";
import { RunLink } from "../run-view/run-link.tsx";
import { SignalNote } from "../run-view/signal-note.tsx";
import { ErrorBox } from "./error-box.tsx";
import type { InspectedStep } from "./use-inspected-step.ts";
import { ValueBox } from "./value-box.tsx";

const LARGE_BYTES = 1024 * 1024;

export interface OutputTabProps {
  node: GraphNode;
  step: InspectedStep;
}

/** What a step gave, or said when it failed. */
export function OutputTab({ node, step }: OutputTabProps) {
  const { cards, control, host, overlay } = useEditor();
  // Listened to so that live text and the end of the step show at once.
  const { maxAttempts, isUndone } = useNodeRun(node.id);
  const { record } = step;
  const kept = keptFrom(record);
  const bytes = record && overlay ? outputBytes(overlay.runState(), record.scopeKey, record.nodeId) : 0;
  // What a map gave may be hundreds of megabytes: it is looked at in pieces.
  const isLarge = bytes > LARGE_BYTES && host.readPart !== undefined;
  const output = useValue(isLarge ? null : (record?.output?.id ?? null));
  if (!record) return null;
  const streamed = record.output === null ? (overlay?.stream(record.key) ?? null) : null;
  const own = output.kind === "value" ? (cards.get(node.type)?.output?.(output.value) ?? null) : null;
  const duration = record.startedAt !== null && record.endedAt !== null ? record.endedAt - record.startedAt : null;
  return (
    <div className="flex flex-col gap-3 p-3.5">
      {record.status === "waiting" && record.waitFor === "time" && record.dueAt !== null && (
        <p className="text-muted text-xs">Goes on at {new Date(record.dueAt).toLocaleString()}.</p>
      )}
      {record.childRunId !== null && <ChildNote runId={record.childRunId} isWaiting={record.status === "waiting"} />}
      {record.status === "waiting" && record.waitFor === "signal" && <SignalNote stepKey={record.key} />}
      {kept && <KeptNote kept={kept} />}
      {record.childRunId !== null && control && (
        <p className="text-muted text-xs">
          Done by a run of its own: <RunLink link={control.link(record.childRunId)} />
        </p>
      )}
      {isUndone && <p className="text-muted text-xs">The run failed later, and what this step did was undone.</p>}
      {record.error && <ErrorBox error={record.error} otherwise="The step failed." />}
      {streamed === null && (record.status === "running" || record.status === "retrying") && (
        <p className="text-muted text-xs">It is still at work. What it gives appears here.</p>
      )}
      {record.status === "skipped" && <p className="text-muted text-xs">{skippedWords(record)}</p>}
      {streamed !== null && (
        <pre
          aria-live="off"
          className="whitespace-pre-wrap break-words rounded-control border bg-field p-2.5 font-mono text-code"
        >
          {streamed}
        </pre>
      )}
      {own}
      <OutputActions node={node} record={record} />
      {record.output !== null && !isLarge && <ValueBox label="Output" loaded={output} none="It gave nothing." />}
      {record.output !== null && isLarge && <LargeValue nodeId={node.id} valueId={record.output.id} bytes={bytes} />}
      <dl className="text-xs">
        {duration !== null && <Figure name="Time" value={formatDuration(duration)} />}
        {record.attempt > 0 && <Figure name="Attempt" value={attemptWords({ attempt: record.attempt, maxAttempts })} />}
        {record.handle !== null && record.handle !== "out" && <Figure name="Went on at" value={record.handle} />}
        {record.usage && kept && <Figure name="Cost" value="none: it was kept" />}
        {record.usage && !kept && (
          <>
            <Figure
              name="Tokens in / out"
              value={`${formatCount(record.usage.inputTokens)} / ${formatCount(record.usage.outputTokens)}`}
            />
            {record.usage.usd > 0 && <Figure name="Cost" value={formatUsd(record.usage.usd)} />}
          </>
        )}
        {record.model !== null && (
          <Figure name="Model" value={record.model === "offline" ? "offline, no LLM" : record.model} />
        )}
      </dl>
    </div>
  );
}

function skippedWords({ bypassed, losesAt }: Readonly<StepRecord>): string {
  if (bypassed) return "It is turned off: it did nothing, and what follows it went on.";
  if (losesAt !== null) return "It was not needed any more: the step it leads to had begun without it.";
  return "It was skipped: no way that was taken leads here.";
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="flex justify-between gap-3 border-b py-1.5">
      <dt className="text-dim">{name}</dt>
      <dd className="min-w-0 truncate font-mono text-code">{value}</dd>
    </div>
  );
}
