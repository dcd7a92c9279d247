"use client";
import { budgetUse } from "@orrery/engine";
import { DEFAULT_BUDGET } from "@orrery/plan";
import { formatCount, formatDuration, formatUsd, ProgressBar } from "@orrery/ui";
import { useEditor } from "../editor/editor-context.ts";
import { useRun } from "../editor/use-stores.ts";
import { useClock } from "../timeline/use-clock.ts";

/** How much of each limit that was set a run has used. */
export function RunLimits() {
  const { overlay } = useEditor();
  const run = useRun();
  const isTimed = overlay !== null && overlay.runState().control.limits.maxWallMs < DEFAULT_BUDGET.maxWallMs;
  const now = useClock(isTimed && run !== null && run.endedAt === null && run.playhead === null);
  if (!overlay || !run) return null;
  const state = overlay.runState();
  const { limits, spent } = state.control;
  // At a moment of the past the clock stood there; the one here may be behind the server's.
  const until = run.endedAt ?? (run.playhead === null ? Math.max(now, state.at) : state.at);
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
      {isTimed && (
        <Used
          name="Time without waits"
          used={budgetUse(state, until).wallMs}
          most={limits.maxWallMs}
          say={formatDuration}
        />
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
