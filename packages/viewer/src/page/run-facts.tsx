/** @jsxImportSource preact */
import { type RunState, runStatus, stepOf } from "@orrery/engine";
import { RUN_LOOK } from "../drawing/state-look.ts";
import type { RunModel } from "./run-model.ts";
import { StateWord } from "./state-word.tsx";

export interface RunFactsProps {
  readonly model: RunModel;
  readonly state: RunState;
}

/** The run as a whole, where no step is chosen. */
export function RunFacts({ model, state }: RunFactsProps) {
  let done = 0;
  let failed = 0;
  for (const { status, sub } of state.steps.values()) {
    if (sub !== null && sub.kind !== "tool") continue;
    if (status === "succeeded") done += 1;
    if (status === "failed") failed += 1;
  }
  const at = state.end?.stepKey ?? null;
  const failedNode = at === null ? null : (stepOf(state, at)?.nodeId ?? null);
  return (
    <section aria-label="This run" class="detail-panel">
      <div class="detail-head">
        <div>
          <h2>This run</h2>
          <p class="sub">Choose a step to see more of it.</p>
        </div>
        <StateWord look={RUN_LOOK[runStatus(state)]} />
      </div>
      <dl class="detail-facts">
        <div>
          <dt>Steps done</dt>
          <dd>{done}</dd>
        </div>
        {failed > 0 && (
          <div>
            <dt>Steps failed</dt>
            <dd>{failed}</dd>
          </div>
        )}
        {state.waiting.size > 0 && (
          <div>
            <dt>Steps waiting</dt>
            <dd>{state.waiting.size}</dd>
          </div>
        )}
        {state.end?.error != null && (
          <div>
            <dt>Error</dt>
            <dd>{state.end.error.code}</dd>
          </div>
        )}
        {failedNode !== null && (
          <div>
            <dt>Failed at</dt>
            <dd>{model.nameOf(failedNode)}</dd>
          </div>
        )}
      </dl>
    </section>
  );
}
