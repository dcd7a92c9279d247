"use client";
import { cx, formatDuration, STATE_LOOK, type StateTone } from "@orrery/ui";
import { useEffect, useMemo, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import { useGraph, useRun, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { stepWords } from "../flow/node-words.ts";
import { timeTicks } from "./time-ticks.ts";
import { timelineRows } from "./timeline-rows.ts";

const BAR: Record<StateTone, string> = {
  rest: "bg-rest/60",
  running: "bg-running",
  done: "bg-done",
  failed: "bg-failed",
  waiting: "bg-waiting/60",
};

/** When each step ran. Press a row to go to its node. */
export function Timeline() {
  const { catalog, overlay, view } = useEditor();
  const run = useRun();
  const graph = useGraph();
  const selected = useView((state) => state.selectedNodes);
  const moving = run !== null && run.endedAt === null && run.playhead === null && run.startedAt !== null;
  const now = useClock(moving);
  const rows = useMemo(() => {
    if (!overlay || !run) return [];
    const titles = new Map(overlay.graph.nodes.map((node) => [node.id, nodeShape(catalog, node).title]));
    return timelineRows(overlay.runState(), graph, (id) => titles.get(id) ?? id);
  }, [overlay, run, graph, catalog]);
  const start = run?.startedAt ?? null;
  if (!overlay || start === null || rows.length === 0) {
    return (
      <p className="p-4 text-muted text-sm">
        Nothing has run yet. Run the workflow, and each step appears here as it happens.
      </p>
    );
  }
  // The clock ticks four times a second and may differ from the server's: nothing began after the end of the picture.
  const latest = overlay.runState().at;
  const last = run?.playhead === null || run?.playhead === undefined ? Math.max(now, latest) : latest;
  const end = Math.max(run?.endedAt ?? last, ...rows.flatMap((row) => row.bars.map((bar) => bar.to ?? last)));
  const span = Math.max(1, end - start);
  const ticks = timeTicks(span);
  // Words that begin nearer to the end than this would be cut off.
  const worded = ticks.filter((tick) => tick / span < 0.93);
  const share = (at: number) => `${Math.min(100, Math.max(0, ((at - start) / span) * 100))}%`;
  return (
    <div className="relative min-h-full px-3.5 py-2">
      <div aria-hidden className="pointer-events-none absolute inset-y-0 right-3.5 left-39.5">
        {ticks.map((tick) => (
          <span key={tick} className="absolute inset-y-0 border-line border-l" style={{ left: share(start + tick) }} />
        ))}
      </div>
      <div className="pointer-events-none relative ml-36 h-5 overflow-hidden font-mono text-2xs text-dim tabular-nums">
        {worded.map((tick) => (
          <span key={tick} className="absolute whitespace-nowrap pl-1" style={{ left: share(start + tick) }}>
            {tick === 0 ? "0 s" : formatDuration(tick)}
          </span>
        ))}
      </div>
      <ul className="relative">
        {rows.map((row) => (
          <li key={row.nodeId}>
            <button
              type="button"
              aria-current={selected.has(row.nodeId)}
              onClick={() => selectNode(view, row.nodeId, "output")}
              className="flex h-5.5 w-full items-center gap-2 rounded-chip text-left text-xs hover:bg-raised aria-current:bg-raised"
            >
              <span className="w-34 shrink-0 truncate text-muted" style={{ paddingLeft: row.depth * 12 }}>
                <bdi>{row.label}</bdi>
              </span>
              <span className="relative h-2.5 min-w-0 flex-1">
                {row.bars.map((bar) => (
                  <span
                    key={bar.key}
                    title={`${bar.key}: ${stepWords(bar.status, bar.waitFor)}, ${formatDuration((bar.to ?? last) - bar.from)}`}
                    className={cx("absolute inset-y-0 min-w-0.75 rounded-[3px]", BAR[STATE_LOOK[bar.status].tone])}
                    style={{ left: share(bar.from), width: `${(((bar.to ?? last) - bar.from) / span) * 100}%` }}
                  />
                ))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useClock(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
