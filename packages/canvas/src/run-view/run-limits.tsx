"use client";
import { DEFAULT_BUDGET } from "@orrery/plan";
import { formatCount, formatUsd, ProgressBar } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { useRun } from "../editor/use-stores.ts";

/** How much of each limit that was set a run has used. */
export function RunLimits() {
  const { overlay } = useEditor();
  const run = useRun();
  if (!overlay || !run) return null;
  const { limits, spent } = overlay.runState().control;
  return (
    <>
      {limits.maxSteps < DEFAULT_BUDGET.maxSteps ? (
        <Used name="Steps" used={run.steps} most={limits.maxSteps} say={formatCount} />
      ) : (
        <p className="flex justify-between">
          <span className="text-dim">Steps</span>
          <span className="font-mono text-code">{formatCount(run.steps)}</span>
        </p>
      )}
      {limits.maxUsd !== undefined && <Used name="Cost" used={spent.usd} most={limits.maxUsd} say={formatUsd} />}
      {limits.maxTokens !== undefined && (
        <Used name="Tokens" used={spent.tokens} most={limits.maxTokens} say={formatCount} />
      )}
      {limits.maxModelCalls !== undefined && (
        <Used name="Model calls" used={spent.modelCalls} most={limits.maxModelCalls} say={formatCount} />
      )}
    </>
  );
}

interface UsedProps {
  name: string;
  used: number;
  most: number;
  say: (amount: number) => string;
}

function Used({ name, used, most, say }: UsedProps) {
  const share = most === 0 ? 1 : used / most;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex justify-between">
        <span>
          {name} {say(used)} of at most {say(most)}
        </span>
        <span className="text-dim">{Math.round(share * 100)} %</span>
      </div>
      <ProgressBar
        label={`${name} of the budget`}
        value={Math.min(used, most)}
        max={Math.max(most, 1e-9)}
        tone="brass"
      />
    </div>
  );
}
