/** @jsxImportSource preact */
import { type RunState, type RunStatus, runStatus, stepOf } from "@orrery/engine";
import { RUN_LOOK } from "../drawing/state-look.ts";
import { formatDuration } from "../run/format-figures.ts";
import { runValues } from "../run/run-values.ts";
import { Icon } from "./icon.tsx";
import type { RunModel } from "./run-model.ts";
import { StateWord } from "./state-word.tsx";
import { ValueText } from "./value-text.tsx";

export interface RunFactsProps {
  readonly model: RunModel;
  readonly state: RunState;
  /** Only where it lies over the rest. */
  readonly onClose: () => void;
}

/** The run as a whole, where no step is chosen: what came of it, what it was given and what it gave. */
export function RunFacts({ model, state, onClose }: RunFactsProps) {
  const status = runStatus(state);
  const { input, outputs, error } = runValues(state, (stepKey) => model.valuesOf(stepKey));
  return (
    <section aria-label="This run" class="detail-panel">
      <div class="detail-head">
        <div>
          <h2>This run</h2>
          <p class="sub">{outcome(state, status)}</p>
        </div>
        <StateWord look={RUN_LOOK[status]} />
        <button type="button" class="only-small" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      <dl class="detail-facts">
        {factsOf(model, state).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <ValueText name="Input of the run" value={input} absent={state.started === null ? "Not yet." : "Not shared."} />
      {error !== undefined && <ValueText name="Error" value={error} absent="Not shared." />}
      {outputs.map(({ nodeId, value }) => (
        <ValueText
          key={nodeId}
          name={outputs.length > 1 ? `Output of the run, ${model.nameOf(nodeId)}` : "Output of the run"}
          value={value}
          absent="Not shared."
        />
      ))}
      <p class="hint">Choose a step to see more of it.</p>
    </section>
  );
}

function factsOf(model: RunModel, state: RunState): readonly (readonly [string, string])[] {
  const counts = { succeeded: 0, failed: 0 };
  for (const { status, sub } of state.steps.values()) {
    if (sub !== null && sub.kind !== "tool") continue;
    if (status === "succeeded" || status === "failed") counts[status] += 1;
  }
  const facts: (readonly [string, string])[] = [["Steps done", String(counts.succeeded)]];
  if (counts.failed > 0) facts.push(["Steps failed", String(counts.failed)]);
  if (state.waiting.size > 0) facts.push(["Steps waiting", String(state.waiting.size)]);
  if (state.end?.error != null) facts.push(["Error", state.end.error.code]);
  const at = state.end?.stepKey ?? null;
  const failedNode = at === null ? null : (stepOf(state, at)?.nodeId ?? null);
  if (failedNode !== null) facts.push(["Failed at", model.nameOf(failedNode)]);
  return facts;
}

function outcome(state: RunState, status: RunStatus): string {
  if (state.started === null) return "It has not begun.";
  const took = formatDuration((state.end?.at ?? state.at) - state.started.at);
  return `${OUTCOMES[status]} ${took}.`;
}

const OUTCOMES: Readonly<Record<RunStatus, string>> = {
  queued: "It waits for its turn since",
  running: "It has been running for",
  waiting: "It waits, since its start for",
  paused: "It is paused, since its start for",
  cancelling: "It is being stopped after",
  succeeded: "It succeeded after",
  failed: "It failed after",
  cancelled: "It was stopped after",
};
