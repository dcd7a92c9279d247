"use client";
import { formatDuration } from "@orrery/ui";
import { axisTicks } from "./axis-ticks.ts";
import type { TimeScale } from "./time-scale.ts";
import type { TimeWindow } from "./time-window.ts";

export interface TimelineAxisProps {
  scale: TimeScale;
  view: TimeWindow;
  /** The place of the moment looked at; null follows the run. */
  playhead: number | null;
  rowsHeight: number;
}

/** The times over the lines, the pauses that are drawn short, and the moment looked at. */
export function TimelineAxis({ scale, view, playhead, rowsHeight }: TimelineAxisProps) {
  const percent = (place: number) => `${((place - view.left) / (view.right - view.left)) * 100}%`;
  const inSight = (place: number) => place >= view.left && place <= view.right;
  const ticks = axisTicks(scale, view);
  return (
    <div aria-hidden className="sticky top-0 z-2 h-5 bg-panel">
      <div className="absolute top-0 right-0 left-40.5 h-5 overflow-hidden font-mono text-2xs text-dim tabular-nums">
        {ticks
          .filter((place) => (place - view.left) / (view.right - view.left) < 0.93)
          .map((place) => (
            <span key={place} className="absolute whitespace-nowrap pl-1" style={{ left: percent(place) }}>
              {place === 0 ? "0 s" : formatDuration(Math.round(scale.timeAt(place) - scale.from))}
            </span>
          ))}
      </div>
      <div
        className="pointer-events-none absolute top-0 right-0 left-40.5 overflow-hidden"
        style={{ height: rowsHeight + 20 }}
      >
        {ticks.map((place) => (
          <span key={place} className="absolute inset-y-0 border-line border-l" style={{ left: percent(place) }} />
        ))}
        {scale.gaps.map((gap) => (
          <span
            key={gap.from}
            className="timeline-gap absolute inset-y-0"
            style={{
              left: percent(scale.place(gap.from)),
              width: `${((scale.place(gap.to) - scale.place(gap.from)) / (view.right - view.left)) * 100}%`,
            }}
          />
        ))}
        {playhead !== null && playhead < view.right && (
          <span
            className="absolute inset-y-0 right-0 bg-panel/65"
            style={{ left: percent(Math.max(playhead, view.left)) }}
          />
        )}
        {playhead !== null && inSight(playhead) && (
          <span className="absolute inset-y-0 w-0.5 bg-brass" style={{ left: percent(playhead) }} />
        )}
      </div>
    </div>
  );
}
