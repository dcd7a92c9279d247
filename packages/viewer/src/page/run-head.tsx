/** @jsxImportSource preact */
import { type RunState, runStatus } from "@orrery/engine";
import { RUN_LOOK } from "../drawing/state-look.ts";
import { formatCount, formatDuration, formatMoment, formatUsd } from "../run/format-figures.ts";
import type { LiveState } from "./live-stream.ts";
import { usageOf } from "./run-model.ts";
import { StateWord } from "./state-word.tsx";

export interface RunHeadProps {
  readonly title: string;
  readonly state: RunState;
  readonly showsUsage: boolean;
  readonly live: LiveState;
}

/** What is shown, how it stands, since when and what it cost. */
export function RunHead({ title, state, showsUsage, live }: RunHeadProps) {
  const started = state.started?.at ?? null;
  const usage = showsUsage ? usageOf(state) : null;
  return (
    <header class="run-head">
      <Mark />
      <h1 title={title}>{title.trim() || "A run"}</h1>
      <StateWord look={RUN_LOOK[runStatus(state)]} />
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

/** The orrery: a sun, two tilted orbits and a body on each. */
function Mark() {
  return (
    <svg class="mark" aria-hidden="true" width="20" height="20" viewBox="0 0 24 24" fill="none">
      <g stroke="currentColor" stroke-width="1.4" transform="rotate(-28 12 12)">
        <ellipse cx="12" cy="12" rx="10.4" ry="4.7" />
        <circle cx="12" cy="12" r="6.3" stroke-dasharray="13 6.8" stroke-dashoffset="-3" opacity="0.75" />
      </g>
      <circle cx="12" cy="12" r="3.1" fill="currentColor" />
      <circle cx="20.4" cy="5.6" r="1.9" fill="currentColor" />
      <circle cx="5.4" cy="17.5" r="1.35" fill="currentColor" />
    </svg>
  );
}
