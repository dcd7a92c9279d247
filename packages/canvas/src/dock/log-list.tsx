"use client";
import type { RunEvent } from "@orrery/engine";
import { formatCount, formatDuration, TextField } from "@orrery/ui";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { selectStep } from "../editor/editor-view.ts";
import { useRun } from "../editor/use-stores.ts";
import { eventWords } from "./event-words.ts";

const ROW = 26;
const SPARE = 12;

/** Every event of the run in words; only what is in sight is drawn. */
export function LogList() {
  const { overlay, view } = useEditor();
  const run = useRun();
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(200);
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text);
  const follow = useRef(true);
  const all = overlay?.events ?? [];
  const until = run?.playhead ?? null;
  const told = until === null ? all.length : Math.max(0, until - (run?.firstSeq ?? 0));
  const found = useMemo(() => {
    const part = wanted.trim().toLowerCase();
    return part === "" ? null : all.slice(0, told).filter((event) => isAbout(event, part));
  }, [all, told, wanted]);
  const count = found?.length ?? told;

  useEffect(() => {
    const shown = box.current;
    if (!shown) return;
    setHeight(shown.clientHeight);
    if (follow.current) shown.scrollTop = shown.scrollHeight;
  }, [count]);

  if (told === 0) {
    return (
      <p className="p-4 text-muted text-sm">
        No events yet. Everything that happens in a run is written here, in order.
      </p>
    );
  }
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const rows = (found ?? all).slice(first, Math.min(count, first + Math.ceil(height / ROW) + 2 * SPARE));
  const start = run?.startedAt ?? rows[0]?.at ?? 0;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 items-center gap-2 px-3 py-1">
        <span className="w-44 min-w-0">
          <TextField label="Find events" type="search" placeholder="Find events" value={text} onValueChange={setText} />
        </span>
        <span role="status" className="text-dim text-xs tabular-nums">
          {found === null ? `${formatCount(told)} events` : `${formatCount(count)} of ${formatCount(told)} events`}
        </span>
      </div>
      <div
        ref={box}
        role="log"
        aria-label="Events of the run"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto"
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          follow.current = scrollHeight - scrollTop - clientHeight < ROW;
          setTop(scrollTop);
          setHeight(clientHeight);
        }}
      >
        <div style={{ height: count * ROW, paddingTop: first * ROW }}>
          {rows.map((event) => (
            <LogRow key={event.seq} event={event} start={start} onOpen={(stepKey) => selectStep(view, stepKey)} />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Whether an event tells of `part`: in its words, its kind or its step; `part` in small letters. */
function isAbout(event: RunEvent, part: string): boolean {
  const stepKey = "stepKey" in event ? (event.stepKey ?? "") : "run";
  return `${stepKey} ${event.type} ${eventWords(event)}`.toLowerCase().includes(part);
}

interface LogRowProps {
  event: RunEvent;
  start: number;
  onOpen: (stepKey: string) => void;
}

function LogRow({ event, start, onOpen }: LogRowProps) {
  const stepKey = "stepKey" in event ? event.stepKey : undefined;
  return (
    <div className="flex items-center gap-3 px-3.5 text-xs" style={{ height: ROW }}>
      <span className="w-8 shrink-0 text-right font-mono text-2xs text-dim tabular-nums">{event.seq}</span>
      <span className="w-16 shrink-0 font-mono text-2xs text-dim tabular-nums">
        +{formatDuration(event.at - start)}
      </span>
      {stepKey === undefined ? (
        <span className="w-40 shrink-0 truncate text-dim">run</span>
      ) : (
        <button
          type="button"
          onClick={() => onOpen(stepKey)}
          className="w-40 shrink-0 truncate rounded-chip text-left font-mono text-code hover:text-brass-ink"
        >
          {stepKey}
        </button>
      )}
      <span className="min-w-0 flex-1 truncate">{eventWords(event)}</span>
    </div>
  );
}
