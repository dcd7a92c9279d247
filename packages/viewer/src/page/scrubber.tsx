/** @jsxImportSource preact */
import { useMemo } from "preact/hooks";
import { type EventTone, eventTones } from "../run/event-tones.ts";
import { formatDuration } from "../run/format-figures.ts";
import { Icon } from "./icon.tsx";
import type { RunModel } from "./run-model.ts";
import type { Playback } from "./use-playback.ts";

export const SPEEDS = [1, 2, 4, 8, 16] as const;

const MOST_TICKS = 120;
const LEAST_TICKS = 24;
/** What lies beside the strip on a wide page, and how much room a tick has, px. */
const BESIDE_PX = 640;
const TICK_PX = 6;

export interface ScrubberProps {
  readonly model: RunModel;
  readonly playback: Playback;
  readonly isLive: boolean;
}

/** Moves through the log: every moment is the fold of the events up to it. */
export function Scrubber({ model, playback, isLive }: ScrubberProps) {
  const { seq, last } = playback;
  const event = model.replay.eventAt(seq);
  const first = model.replay.events[0];
  const since = event !== null && first !== undefined ? formatDuration(event.at - first.at) : null;
  const most = Math.max(LEAST_TICKS, Math.min(MOST_TICKS, Math.round((window.innerWidth - BESIDE_PX) / TICK_PX)));
  const tones = useMemo(() => eventTones(model.replay.events, most), [model, last, most]);
  return (
    <section aria-label="Moments of the run" class="scrubber">
      <button type="button" aria-label="To the beginning" onClick={() => playback.go(0)}>
        <Icon name="first" />
      </button>
      <button type="button" aria-label="One event back" onClick={() => playback.go(seq - 1)}>
        <Icon name="back" />
      </button>
      <button type="button" class="play" aria-label={playback.isPlaying ? "Pause" : "Play"} onClick={playback.toggle}>
        <Icon name={playback.isPlaying ? "pause" : "play"} />
      </button>
      <button type="button" aria-label="One event forward" onClick={() => playback.go(seq + 1)}>
        <Icon name="forward" />
      </button>
      <button type="button" aria-label="To the end" onClick={playback.toEnd}>
        <Icon name="last" />
      </button>
      <select
        aria-label="Speed"
        value={String(playback.speed)}
        onChange={({ currentTarget }) => playback.setSpeed(Number(currentTarget.value))}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={String(speed)}>
            {speed}×
          </option>
        ))}
      </select>
      <span class="track">
        <Ticks tones={tones} share={last === 0 ? 1 : seq / last} />
        <input
          type="range"
          aria-label="Event of the run"
          aria-valuetext={`Event ${seq} of ${last}${since === null ? "" : `, ${since} after the start`}`}
          min={0}
          max={last}
          value={seq}
          onInput={({ currentTarget }) => playback.go(Number(currentTarget.value))}
        />
      </span>
      <span class="figure">
        {seq} of {last}
        {since !== null && <span class="wide"> · +{since}</span>}
      </span>
      {isLive && (
        <button type="button" class="word" aria-pressed={playback.isFollowing} onClick={playback.toEnd}>
          Live
        </button>
      )}
    </section>
  );
}

const PAINT: Readonly<Record<EventTone, string>> = {
  rest: "var(--line-strong)",
  running: "var(--running)",
  done: "var(--done)",
  failed: "var(--failed)",
  waiting: "var(--waiting)",
};

function Ticks({ tones, share }: { readonly tones: readonly EventTone[]; readonly share: number }) {
  return (
    <svg aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 1000 32">
      {tones.map((tone, place) => {
        const x = ((place + 0.5) / tones.length) * 1000;
        return (
          <line
            key={place}
            x1={x}
            x2={x}
            y1={tone === "rest" ? 12 : 9}
            y2={tone === "rest" ? 20 : 23}
            stroke={PAINT[tone]}
            stroke-opacity={x / 1000 <= share ? 1 : 0.28}
            stroke-width="2"
            vector-effect="non-scaling-stroke"
          />
        );
      })}
    </svg>
  );
}
