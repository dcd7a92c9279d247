"use client";
import { nodeIdOf } from "@orrery/engine";
import { formatCount } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { selectStep } from "../editor/editor-view.ts";
import { useRun } from "../editor/use-stores.ts";
import { useValue } from "../editor/use-value.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { AnswerForm } from "../inspector/answer-form.tsx";
import { ErrorBox } from "../inspector/error-box.tsx";
import { ValueBox } from "../inspector/value-box.tsx";
import { stepPlace } from "../run/step-place.ts";
import { usageWords } from "../run/usage-words.ts";
import { ForkLinks } from "./fork-links.tsx";
import { HandledList } from "./handled-list.tsx";
import { RunLimits } from "./run-limits.tsx";
import { RunTime } from "./run-time.tsx";
import { SettleChoice } from "./settle-choice.tsx";
import { UndoList } from "./undo-list.tsx";
import { UsageShares } from "./usage-shares.tsx";
import { WaitingEntry } from "./waiting-entry.tsx";

const MOST_LISTED = 20;

/** What a run took and gave as a whole, its figures, and what waits for an answer. */
export function RunSummary() {
  const { catalog, overlay, view } = useEditor();
  const run = useRun();
  const state = overlay?.runState();
  const input = useValue(state?.started?.input.id ?? null);
  const output = useValue(state?.end?.output?.id ?? null);
  if (!overlay || !run || !state) return null;
  const nodes = new Map(overlay.graph.nodes.map((node) => [node.id, node]));
  const titleOf = (nodeId: string) => {
    const node = nodes.get(nodeId);
    return node ? nodeShape(catalog, node).title : nodeId;
  };
  const failedAt = state.end?.stepKey ?? null;
  const waiting = [...state.waiting].flatMap((key) => {
    const step = state.steps.get(key);
    return step?.waitFor === "person" ? [step] : [];
  });
  const uncertain = [...state.waiting].filter((key) => state.steps.get(key)?.status === "uncertain");
  const first = waiting[0];
  const others = run.playhead === null ? waiting.slice(1) : waiting;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 more-below overflow-y-auto p-3.5">
      <h2 className="font-semibold text-sm">This run</h2>
      <ForkLinks />
      {uncertain.slice(0, MOST_LISTED).map((key) => (
        <section
          key={key}
          aria-label={`Not certain: ${key}`}
          className="flex flex-col gap-1.5 rounded-control border border-waiting/60 border-dashed p-2.5"
        >
          <button
            type="button"
            onClick={() => selectStep(view, key)}
            className="flex min-w-0 items-baseline justify-between gap-2 rounded-chip text-left text-sm hover:text-brass-ink"
          >
            <span className="min-w-0 truncate">{titleOf(nodeIdOf(key))} was cut off by a crash</span>
            <span className="max-w-[50%] shrink-0 truncate font-mono text-code text-dim">{key}</span>
          </button>
          <SettleChoice stepKey={key} />
        </section>
      ))}
      {first && run.playhead === null && (
        <div className="flex flex-col gap-1.5">
          <div className="flex items-baseline justify-between gap-2">
            <h3 className="font-normal text-waiting text-xs">
              {waiting.length === 1 ? "Waiting for you" : `Waiting for ${formatCount(waiting.length)} answers`}
            </h3>
            <button
              type="button"
              onClick={() => selectStep(view, first.key)}
              className="min-w-0 truncate rounded-chip font-mono text-code text-dim hover:text-brass-ink"
            >
              {stepPlace(first.key, (key) => state.containers.get(key)?.count ?? null)}
            </button>
          </div>
          <AnswerForm key={first.key} record={first} />
        </div>
      )}
      {others.length > 0 && (
        <section aria-label="Also waiting">
          <ul className="flex flex-col gap-1">
            {others.slice(0, MOST_LISTED).map((record) => (
              <WaitingEntry key={record.key} record={record} name={titleOf(record.nodeId)} />
            ))}
          </ul>
          {others.length > MOST_LISTED && (
            <p className="pt-1 text-dim text-xs">{formatCount(others.length - MOST_LISTED)} more</p>
          )}
        </section>
      )}
      {state.end?.error && (
        <ErrorBox error={state.end.error} otherwise="The run failed.">
          {failedAt !== null && (
            <button
              type="button"
              onClick={() => selectStep(view, failedAt)}
              className="mt-2 flex max-w-full items-baseline gap-2 rounded-chip text-left text-xs hover:text-brass-ink"
            >
              <span className="truncate">At {titleOf(nodeIdOf(failedAt))}</span>
              <span className="min-w-0 truncate font-mono text-code text-dim">{failedAt}</span>
            </button>
          )}
        </ErrorBox>
      )}
      <UndoList titleOf={titleOf} />
      <HandledList titleOf={titleOf} />
      {run.status === "succeeded" && <ValueBox label="Output" loaded={output} none="The run gave nothing." />}
      <ValueBox label="Input" loaded={input} none="The run has not begun." />
      <section aria-label="Figures" className="flex flex-col gap-2 text-xs">
        <RunLimits />
        {run.startedAt !== null && (
          <p className="flex justify-between">
            <span className="text-dim">Time</span>
            <span className="font-mono text-code tabular-nums">
              <RunTime />
            </span>
          </p>
        )}
        {run.tokens > 0 && (
          <p className="flex justify-between">
            <span className="text-dim">{run.usd > 0 ? "Tokens and cost" : "Tokens"}</span>
            <span className="font-mono text-code">{usageWords(run.tokens, run.usd).join(" · ")}</span>
          </p>
        )}
      </section>
      <UsageShares titleOf={titleOf} />
    </div>
  );
}
