"use client";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useRun, useView } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import { speakerIn } from "../run/speaker-in.ts";
import { layoutTimeline, type TimelineFilter, type TimelineStep } from "./layout-timeline.ts";
import { timeScale } from "./time-scale.ts";
import { moveWindow, type TimeWindow, WHOLE, zoomWindow } from "./time-window.ts";
import { TimelineAxis } from "./timeline-axis.tsx";
import { TimelineLine } from "./timeline-line.tsx";
import { TimelineTools } from "./timeline-tools.tsx";
import { useClock } from "./use-clock.ts";
import { useWheelZoom } from "./use-wheel-zoom.ts";

const ROW = 22;
const SPARE = 8;
const ZOOM = 1.5;
const EVERYTHING: TimelineFilter = { text: "", state: "all" };

/** When each step, attempt, wait and call was under way. Press one to go to it. Only the lines in sight are drawn. */
export function Timeline() {
  const { catalog, overlay } = useEditor();
  const run = useRun();
  const wantedStep = useView((state) => state.wantedStep);
  const selected = useView((state) => state.selectedNodes);
  const [filter, setFilter] = useState<TimelineFilter>(EVERYTHING);
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set());
  const [isCompressed, setCompressed] = useState(false);
  const [isFollowed, setFollowed] = useState(true);
  const [view, setView] = useState<TimeWindow>(WHOLE);
  const box = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(200);
  const isMoving = run !== null && run.live.status !== "queued" && !overlay?.latestState().end;
  const now = useClock(isMoving && run?.startedAt !== null);
  // A long run that goes on is laid out again when there is time for it.
  const lastSeq = useDeferredValue(run?.lastSeq ?? 0);
  const wanted = useDeferredValue(filter);
  const titles = useMemo(
    () => new Map(overlay?.graph.nodes.map((node) => [node.id, nodeShape(catalog, node).title])),
    [overlay, catalog],
  );
  const layout = useMemo(() => {
    if (!overlay || lastSeq === 0) return null;
    const steps = overlay.latestState().steps.values();
    const titleOf = (id: string) => titles.get(id) ?? id;
    const speakerOf = ({ sub }: TimelineStep) => {
      const given = sub?.input?.id;
      return given === undefined ? null : speakerIn(overlay.preview(given)?.preview ?? null);
    };
    return layoutTimeline({ steps, events: overlay.events, titleOf, speakerOf, folded, filter: wanted });
  }, [overlay, lastSeq, titles, folded, wanted]);
  const state = overlay?.latestState() ?? null;
  const start = state?.started?.at ?? null;
  // The clock may differ from the server's: nothing began after the end of the picture.
  const end = state?.end?.at ?? Math.max(now, state?.at ?? 0);
  const scale = useMemo(() => {
    const busy = isCompressed ? (layout?.busy ?? []) : [];
    return timeScale({
      from: start ?? 0,
      to: end,
      busy: busy.map((one) => ({ from: one.from, to: one.to ?? end })),
    });
  }, [start, end, layout, isCompressed]);
  useWheelZoom(box, setView);
  const count = layout?.rows.length ?? 0;
  useEffect(() => {
    const shown = box.current;
    if (!shown) return;
    const measure = () => setHeight(shown.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    measure();
    return () => observer.disconnect();
  }, [layout === null]);
  useEffect(() => {
    if (isFollowed && isMoving && box.current && count > 0) box.current.scrollTop = box.current.scrollHeight;
  }, [isFollowed, isMoving, count]);

  if (!overlay || !layout || start === null || layout.all === 0) {
    return (
      <p className="p-4 text-muted text-sm">
        Nothing has run yet. Run the workflow, and each step appears here as it happens.
      </p>
    );
  }
  const middle = (view.left + view.right) / 2;
  const playhead = run?.playhead == null ? null : scale.place(overlay.runState().at);
  const first = Math.max(0, Math.floor(top / ROW) - SPARE);
  const rows = layout.rows.slice(first, first + Math.ceil(height / ROW) + 2 * SPARE);
  const fold = (key: string) =>
    setFolded((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TimelineTools
        filter={filter}
        onFilter={setFilter}
        shown={count}
        all={layout.all}
        isCompressed={isCompressed}
        onCompressed={setCompressed}
        isFollowed={isMoving ? isFollowed : null}
        onFollowed={setFollowed}
        canFit={view.left > 0 || view.right < 1}
        onZoom={(way) => setView((before) => zoomWindow(before, middle, way === "in" ? 1 / ZOOM : ZOOM))}
        onFit={() => setView(WHOLE)}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys that zoom come from the lines in it, which are buttons */}
      <div
        ref={box}
        data-timeline
        className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden px-3.5"
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onKeyDown={(event) => {
          if (event.metaKey || event.ctrlKey || event.altKey) return;
          if (event.key === "+" || event.key === "=") setView((before) => zoomWindow(before, middle, 1 / ZOOM));
          else if (event.key === "-") setView((before) => zoomWindow(before, middle, ZOOM));
          else if (event.key === "0") setView(WHOLE);
          else if (event.key === ",") setView((before) => moveWindow(before, -0.2));
          else if (event.key === ".") setView((before) => moveWindow(before, 0.2));
          else return;
          event.preventDefault();
        }}
      >
        <TimelineAxis scale={scale} view={view} playhead={playhead} rowsHeight={count * ROW} />
        <ul aria-label="Steps over time" style={{ height: count * ROW }} className="relative">
          {rows.map((row, index) => (
            <TimelineLine
              key={row.key}
              row={row}
              scale={scale}
              view={view}
              end={end}
              place={{ top: (first + index) * ROW, height: ROW, position: first + index + 1, of: count }}
              isChosen={wantedStep === null ? selected.has(row.nodeId) && row.inside > 0 : wantedStep === row.key}
              onFold={fold}
            />
          ))}
        </ul>
        {count === 0 && <p className="py-2 text-muted text-xs">No step is like that.</p>}
      </div>
    </div>
  );
}
