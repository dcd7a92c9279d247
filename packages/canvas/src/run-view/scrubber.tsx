"use client";
import { Button, formatDuration, IconButton, Select } from "@orrery/ui";
import { ChevronLeft, ChevronRight, Pause, Play, Radio, SkipBack, SkipForward } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { useRun } from "../editor/use-stores.ts";
import { EventTicks } from "./event-ticks.tsx";
import { SPEEDS, type Speed, usePlayback } from "./use-playback.ts";
import { useScrubberKeys } from "./use-scrubber-keys.ts";

const ICON = { "aria-hidden": true, size: 15, strokeWidth: 1.75 } as const;

const SPEED_OPTIONS = SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }));

/** Moves through the log of a run: every moment is the fold of the events up to it. */
export function Scrubber({ onAt }: { onAt: (seq: number | null) => void }) {
  const { overlay } = useEditor();
  const run = useRun();
  const playback = usePlayback(onAt);
  useScrubberKeys(playback);
  const at = run?.seq ?? 0;
  const last = run?.lastSeq ?? 0;
  const first = run?.firstSeq ?? 0;
  if (!overlay || last === 0) return null;
  const event = overlay.events[at - first - 1];
  const since = event && run?.startedAt ? formatDuration(event.at - run.startedAt) : null;
  const live = run?.playhead === null;

  return (
    <section
      aria-label="Moments of the run"
      className="flex h-12 shrink-0 items-center gap-1.5 border-t bg-panel px-3 max-md:px-1.5"
    >
      <IconButton name="To the beginning" onClick={() => playback.goTo(first)} icon={<SkipBack {...ICON} />} />
      <span className="max-md:hidden">
        <IconButton name="One event back" onClick={() => playback.step(-1)} icon={<ChevronLeft {...ICON} />} />
      </span>
      <IconButton
        name={playback.isPlaying ? "Pause" : "Play the run again"}
        onClick={playback.toggle}
        icon={playback.isPlaying ? <Pause {...ICON} /> : <Play {...ICON} />}
      />
      <span className="max-md:hidden">
        <IconButton name="One event on" onClick={() => playback.step(1)} icon={<ChevronRight {...ICON} />} />
      </span>
      <IconButton name="To the end" onClick={() => playback.goTo(null)} icon={<SkipForward {...ICON} />} />
      <span className="w-18 shrink-0 max-md:hidden">
        <Select
          label="Speed"
          value={String(playback.speed)}
          onValueChange={(text) => playback.setSpeed(speedOf(text))}
          options={SPEED_OPTIONS}
        />
      </span>
      <span className="relative flex h-8 min-w-0 flex-1 items-center">
        <EventTicks at={at} first={first} last={last} />
        <input
          type="range"
          aria-label="Event of the run"
          aria-valuetext={`Event ${at} of ${last}${since ? `, ${since} after the start` : ""}`}
          min={first}
          max={last}
          value={at}
          onChange={(change) => playback.goTo(Number(change.target.value))}
          className="scrubber-range"
        />
      </span>
      <span className="shrink-0 font-mono text-code text-muted tabular-nums">
        {at} of {last}
        {since && <span className="max-md:hidden"> · +{since}</span>}
      </span>
      <Button
        size="sm"
        variant={live ? "secondary" : "ghost"}
        aria-pressed={live}
        onClick={() => playback.goTo(null)}
        icon={<Radio aria-hidden size={14} strokeWidth={1.75} />}
      >
        {overlay.latestState().end === null ? "Live" : "End"}
      </Button>
    </section>
  );
}

function speedOf(text: string): Speed {
  return SPEEDS.find((speed) => String(speed) === text) ?? 1;
}
