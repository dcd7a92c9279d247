/** @jsxImportSource preact */
import { isEnded, type RunState, type StepRecord, type WaitFor } from "@orrery/engine";
import { STEP_LOOK } from "../drawing/state-look.ts";
import { formatCount, formatDuration, formatMoment, formatUsd } from "../run/format-figures.ts";
import { isKept } from "../run/node-view.ts";
import { stepPlace } from "../run/step-rows.ts";
import { Icon } from "./icon.tsx";
import type { RunModel } from "./run-model.ts";
import { StateWord } from "./state-word.tsx";
import { ValueText } from "./value-text.tsx";

export interface StepDetailProps {
  readonly model: RunModel;
  readonly state: RunState;
  readonly nodeId: string;
  readonly stepKey: string | null;
  readonly onClose: () => void;
}

/** One step at the moment: how it stands, how long it took, what it took and gave as far as that is shared. */
export function StepDetail({ model, state, nodeId, stepKey, onClose }: StepDetailProps) {
  const step = stepKey === null ? undefined : state.steps.get(stepKey);
  const status = step?.status ?? "idle";
  const values = stepKey === null ? {} : model.valuesOf(stepKey);
  const begun = status !== "idle" && status !== "queued" && status !== "skipped";
  return (
    <section aria-label="Selected step" class="detail-panel">
      <div class="detail-head">
        <div>
          <h2>{model.nameOf(nodeId)}</h2>
          <p class="sub">
            {[model.nodes.get(nodeId)?.typeTitle, stepKey === null ? "" : stepPlace(stepKey)]
              .filter(Boolean)
              .join(" · ")}
          </p>
        </div>
        <StateWord look={STEP_LOOK[status]} />
        <button type="button" aria-label="Close" onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {step !== undefined && <Facts {...{ step, state }} showsUsage={model.run.usage === "shown"} />}
      <ValueText
        name="Input"
        value={begun ? values.input : undefined}
        absent={begun ? "Not shared." : "Nothing at this moment."}
      />
      <ValueText
        name="Output"
        value={isEnded(status) ? values.output : undefined}
        absent={status === "succeeded" ? "Not shared." : "Nothing at this moment."}
      />
      {status === "failed" && values.error !== undefined && (
        <ValueText name="Error" value={values.error} absent="Not shared." />
      )}
    </section>
  );
}

interface FactsProps {
  readonly step: StepRecord;
  readonly state: RunState;
  readonly showsUsage: boolean;
}

function Facts({ step, state, showsUsage }: FactsProps) {
  const facts: (readonly [string, string])[] = [];
  if (step.startedAt !== null) {
    facts.push(["Started", formatMoment(step.startedAt)]);
    facts.push(["Took", formatDuration((step.endedAt ?? Math.max(state.at, step.startedAt)) - step.startedAt)]);
  }
  if (step.attempt > 0) facts.push(["Attempts", String(step.attempt)]);
  if (step.waitFor !== null && step.status === "waiting") facts.push(["Waits for", WAITS_FOR[step.waitFor]]);
  if (step.error !== null) facts.push(["Error", step.error.code]);
  if (step.handle !== null && step.handle !== "out") facts.push(["Went on by", step.handle]);
  if (isKept(step)) facts.push(["Kept", "worked out before, not again"]);
  if (showsUsage && step.usage !== null) {
    facts.push(["Tokens in / out", `${formatCount(step.usage.inputTokens)} / ${formatCount(step.usage.outputTokens)}`]);
    facts.push(["Cost", formatUsd(step.usage.usd)]);
  }
  if (showsUsage && step.model !== null) facts.push(["Model", step.model]);
  return (
    <dl class="detail-facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

const WAITS_FOR: Readonly<Record<WaitFor, string>> = {
  person: "an answer",
  time: "a time",
  run: "another run",
  signal: "a call from outside",
};
