/** @jsxImportSource preact */
import { type RunState, runStatus } from "@orrery/engine";
import { RUN_LOOK } from "../drawing/state-look.ts";
import { formatCount, formatDuration, formatMoment, formatUsd } from "../run/format-figures.ts";
import type { LiveState } from "./live-stream.ts";
import { Mark } from "./mark.tsx";
import { usageOf } from "./run-model.ts";
import { StateWord } from "./state-word.tsx";

export interface RunHeadProps {
  readonly title: string;
  readonly state: RunState;
  readonly showsUsage: boolean;
  readonly live: LiveState;
  /** Asks for the run as a whole, where the page is too small to tell it beside the rest. */
  readonly onTell: () => void;
}

/** What is shown, how it stands, since when and what it cost. */
export function RunHead({ title, state, showsUsage, live, onTell }: RunHeadProps) {
  const started = state.started?.at ?? null;
  const usage = showsUsage ? usageOf(state) : null;
  return (
    <header class="run-head">
      <Mark />
      <h1 title={title}>{title.trim() || "A run"}</h1>
      <StateWord look={RUN_LOOK[runStatus(state)]} />
      <button type="button" class="only-small" onClick={onTell}>
        About this run
      </button>
      <dl class="facts">
        {started !== null && (
          <div>
            <dt>Took</dt>
            <dd>{formatDuration((state.end?.at ?? state.at) - started)}</dd>
          </div>
        )}
        {usage !== null && usage.tokens > 0 && (
          <div>
            <dt>Cost</dt>
            <dd>
              {formatUsd(usage.usd)} · {formatCount(usage.tokens)} tokens
            </dd>
          </div>
        )}
        {started !== null && (
          <div class="when">
            <dt>Started</dt>
            <dd>{formatMoment(started)}</dd>
          </div>
        )}
      </dl>
      <span role="status" class="live-word">
        {LIVE_WORDS[live]}
      </span>
    </header>
  );
}

const LIVE_WORDS: Readonly<Record<LiveState, string>> = {
  off: "",
  live: "Live",
  lost: "Connecting again …",
  stopped: "The live view stopped. Reload the page to go on.",
  closed: "This link was closed.",
  ended: "",
};
