"use client";
import { cx, formatDuration, STATE_LOOK } from "@orrery/ui";
import { ChevronDown, ChevronRight } from "lucide-react";
import { memo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { selectStep } from "../editor/editor-view.ts";
import type { TimelineRow } from "./layout-timeline.ts";
import type { StepSpan } from "./step-spans.ts";
import type { TimeScale } from "./time-scale.ts";
import type { TimeWindow } from "./time-window.ts";

const INDENT = 12;
/** A line of very many stretches draws these, the last ones. */
const MOST_SPANS = 60;

export interface TimelineLineProps {
  row: TimelineRow;
  scale: TimeScale;
  view: TimeWindow;
  /** Where a stretch that goes on is cut, epoch ms. */
  end: number;
  place: { readonly top: number; readonly height: number; readonly position: number; readonly of: number };
  isChosen: boolean;
  onFold: (key: string) => void;
}

/** One step: its name, and a bar for each attempt, wait and pause. */
export const TimelineLine = memo(function TimelineLine(props: TimelineLineProps) {
  const { row, scale, view, end, place, isChosen, onFold } = props;
  const editor = useEditor();
  const indent = Math.min(row.depth, 6) * INDENT;
  const words = STATE_LOOK[row.status].word;
  const from = row.spans[0]?.from ?? 0;
  const last = row.spans.at(-1);
  const took = formatDuration(Math.max(0, (last?.to ?? end) - from));
  const tried = row.attempts > 1 ? `, attempt ${row.attempts}` : "";
  return (
    <li
      aria-posinset={place.position}
      aria-setsize={place.of}
      className="absolute inset-x-0 flex items-center"
      style={{ top: place.top, height: place.height }}
    >
      {row.inside > 0 && (
        <button
          type="button"
          aria-expanded={!row.isFolded}
          aria-label={`${row.isFolded ? "Show" : "Hide"} what lies in ${row.label}`}
          onClick={() => onFold(row.key)}
          className="absolute z-1 grid size-4 place-items-center rounded-chip text-dim hover:text-ink"
          style={{ left: indent }}
        >
          {row.isFolded ? <ChevronRight aria-hidden size={12} /> : <ChevronDown aria-hidden size={12} />}
        </button>
      )}
      <button
        type="button"
        aria-current={isChosen}
        aria-label={`${row.label}: ${words}, ${took}${tried}`}
        title={`${row.key}: ${words}, ${took}${tried}`}
        onClick={() => selectStep(editor.view, row.key)}
        className="flex h-full w-full items-center gap-2 rounded-chip text-left text-xs hover:bg-raised/60 aria-current:bg-raised"
      >
        <span className="w-38.5 shrink-0 truncate text-muted" style={{ paddingLeft: indent + 18 }}>
          <bdi>{row.label}</bdi>
          {row.attempts > 1 && <span className="text-dim"> · attempt {row.attempts}</span>}
        </span>
        <span className="relative h-2.5 min-w-0 flex-1 overflow-hidden">
          {row.spans.slice(-MOST_SPANS).map((span) => (
            <Bar key={`${span.kind} ${span.attempt} ${span.from}`} span={span} {...{ scale, view, end }} />
          ))}
        </span>
      </button>
    </li>
  );
});

function Bar({ span, scale, view, end }: { span: StepSpan } & Pick<TimelineLineProps, "scale" | "view" | "end">) {
  const width = view.right - view.left;
  const from = scale.place(span.from);
  const to = scale.place(span.to ?? end);
  if (to < view.left || from > view.right) return null;
  return (
    <span
      className={cx("absolute inset-y-0 min-w-0.75 rounded-[3px]", toneOf(span))}
      style={{ left: `${((from - view.left) / width) * 100}%`, width: `${((to - from) / width) * 100}%` }}
    />
  );
}

function toneOf({ kind, end, to }: StepSpan): string {
  if (kind === "wait") return "bg-waiting/60";
  if (kind === "pause") return "timeline-pause";
  if (end === "failed") return "bg-failed";
  if (end === "stopped") return "bg-rest/60";
  return to === null ? "bg-running" : "bg-done";
}
