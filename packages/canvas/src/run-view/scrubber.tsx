"use client";
import { Button, formatDuration, IconButton, Segmented } from "@orrery/ui";
import { Pause, Play, Radio, SkipBack, SkipForward } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useRun } from "../editor/use-stores.ts";
import { EventTicks } from "./event-ticks.tsx";

type Speed = "1" | "4" | "16";

const SPEEDS: readonly { value: Speed; label: string }[] = [
  { value: "1", label: "1×" },
  { value: "4", label: "4×" },
  { value: "16", label: "16×" },
];
// A pause of the run longer than this is not sat through again.
const LONGEST_PAUSE_MS = 1500;

/** Moves through the log of a run: every moment is the fold of the events up to it. */
export function Scrubber({ onAt }: { onAt: (seq: number | null) => void }) {
  const { overlay } = useEditor();
  const run = useRun();
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>("1");
  const at = run?.seq ?? 0;
  const last = run?.lastSeq ?? 0;
  const first = run?.firstSeq ?? 0;
  const latest = useRef({ at, last, onAt });
  latest.current = { at, last, onAt };

  useEffect(() => {
    if (!playing || !overlay) return;
    if (at >= last) {
      setPlaying(false);
      onAt(null);
      return;
    }
    const here = overlay.events.find((event) => event.seq === at);
    const next = overlay.events.find((event) => event.seq === at + 1);
    const pause = here && next ? Math.min(LONGEST_PAUSE_MS, next.at - here.at) : 30;
    const timer = setTimeout(() => latest.current.onAt(at + 1), Math.max(16, pause / Number(speed)));
    return () => clearTimeout(timer);
  }, [playing, at, last, overlay, speed, onAt]);

  if (!overlay || last === 0) return null;
  const event = overlay.events.find((one) => one.seq === at);
  const since = event && run?.startedAt ? formatDuration(event.at - run.startedAt) : null;
  const live = run?.playhead === null;

  function play() {
    if (playing) return setPlaying(false);
    if (at >= last) onAt(first);
    setPlaying(true);
  }

  return (
    <section aria-label="Moments of the run" className="flex h-12 shrink-0 items-center gap-2 border-t bg-panel px-3">
      <IconButton
        name="To the beginning"
        onClick={() => onAt(first)}
        icon={<SkipBack aria-hidden size={15} strokeWidth={1.75} />}
      />
      <IconButton
        name={playing ? "Pause" : "Play the run again"}
        onClick={play}
        icon={
          playing ? (
            <Pause aria-hidden size={15} strokeWidth={1.75} />
          ) : (
            <Play aria-hidden size={15} strokeWidth={1.75} />
          )
        }
      />
      <IconButton
        name="To the end"
        onClick={() => onAt(null)}
        icon={<SkipForward aria-hidden size={15} strokeWidth={1.75} />}
      />
      <span className="max-md:hidden">
        <Segmented label="Speed" value={speed} onValueChange={setSpeed} options={SPEEDS} />
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
          onChange={(change) => {
            setPlaying(false);
            const seq = Number(change.target.value);
            onAt(seq >= last ? null : seq);
          }}
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
        onClick={() => {
          setPlaying(false);
          onAt(null);
        }}
        icon={<Radio aria-hidden size={14} strokeWidth={1.75} />}
      >
        {run?.endedAt === null ? "Live" : "End"}
      </Button>
    </section>
  );
}
