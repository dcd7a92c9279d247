"use client";
import type { RunEvent } from "@orrery/engine";
import { useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useNarrow } from "../editor/use-narrow.ts";

const MOST_TICKS = 140;
const MOST_TICKS_NARROW = 30;

type Tone = "rest" | "running" | "done" | "failed" | "waiting";

const COLOUR: Record<Tone, string> = {
  rest: "var(--line-strong)",
  running: "var(--running)",
  done: "var(--done)",
  failed: "var(--failed)",
  waiting: "var(--waiting)",
};
// Of several events in one tick the first of these is shown.
const TELLING: readonly Tone[] = ["failed", "waiting", "done", "running", "rest"];

export interface EventTicksProps {
  at: number;
  first: number;
  last: number;
}

/** The log as a strip of ticks, each in the colour of what happened; what lies behind the playhead is bright. */
export function EventTicks({ at, first, last }: EventTicksProps) {
  const { overlay } = useEditor();
  const most = useNarrow() ? MOST_TICKS_NARROW : MOST_TICKS;
  const ticks = useMemo(
    () => (overlay && last > 0 ? ticksOf(overlay.events.slice(0, last), { first, last, most }) : []),
    [overlay, first, last, most],
  );
  const share = last > first ? (at - first) / (last - first) : 1;
  return (
    <svg aria-hidden="true" className="absolute inset-0 size-full" preserveAspectRatio="none" viewBox="0 0 1000 32">
      {ticks.map((tone, index) => {
        const place = (index + 0.5) / ticks.length;
        return (
          <line
            // The strip is a list of places; a tick is its place.
            key={place}
            x1={place * 1000}
            x2={place * 1000}
            y1={tone === "rest" ? 12 : 9}
            y2={tone === "rest" ? 20 : 23}
            stroke={COLOUR[tone]}
            strokeOpacity={place <= share ? 1 : 0.28}
            strokeWidth={2}
            vectorEffect="non-scaling-stroke"
          />
        );
      })}
    </svg>
  );
}

interface Strip {
  readonly first: number;
  readonly last: number;
  readonly most: number;
}

function ticksOf(events: readonly RunEvent[], { first, last, most }: Strip): readonly Tone[] {
  const count = Math.min(most, Math.max(1, last - first));
  const ticks: Tone[] = Array.from({ length: count }, () => "rest");
  for (const event of events) {
    const index = Math.min(count - 1, Math.floor(((event.seq - first - 1) / (last - first)) * count));
    const before = ticks[index];
    const tone = toneOf(event);
    if (before !== undefined && TELLING.indexOf(tone) < TELLING.indexOf(before)) ticks[index] = tone;
  }
  return ticks;
}

function toneOf(event: RunEvent): Tone {
  switch (event.type) {
    case "run.failed":
    case "step.failed":
      return "failed";
    case "step.waiting":
    case "step.uncertain":
      return "waiting";
    case "step.succeeded":
    case "run.succeeded":
      return "done";
    case "step.started":
    case "step.retrying":
      return "running";
    default:
      return "rest";
  }
}
