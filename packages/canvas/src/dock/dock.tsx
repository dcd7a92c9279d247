"use client";
import { formatCount, IconButton, type TabItem, Tabs } from "@orrery/ui";
import { ChevronDown, ChevronUp, Clock } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import type { DockTab } from "../editor/editor-view.ts";
import { ResizeEdge } from "../editor/resize-edge.tsx";
import { useCompileState, useRun, useView } from "../editor/use-stores.ts";
import { usageWords } from "../run/usage-words.ts";
import { RunTime } from "../run-view/run-time.tsx";
import { Timeline } from "../timeline/timeline.tsx";
import { LogList } from "./log-list.tsx";
import { Problems } from "./problems.tsx";

/** Under the canvas: when things ran, what happened, and what is wrong with the drawing. */
export function Dock() {
  const { view, compile } = useEditor();
  const tab = useView((state) => state.dockTab);
  const open = useView((state) => state.dockOpen);
  const height = useView((state) => state.dockHeight);
  const compiled = useCompileState();
  const run = useRun();
  const problems = (compiled?.errors ?? 0) + (compiled?.warnings ?? 0);
  const items: TabItem<DockTab>[] = [
    { value: "timeline", label: "Timeline", content: <Timeline /> },
    { value: "log", label: "Log", content: <LogList /> },
  ];
  if (compile) items.push({ value: "problems", label: "Problems", count: problems, content: <Problems /> });
  return (
    <section
      aria-label="Run and problems"
      className="relative flex shrink-0 flex-col border-t bg-panel"
      style={{ height: open ? height : 41 }}
    >
      {open && (
        <ResizeEdge
          label="Height of the lower panel"
          edge="top"
          value={height}
          min={120}
          max={420}
          onValue={(dockHeight) => view.setState({ dockHeight })}
        />
      )}
      <Tabs<DockTab>
        label="Run and problems"
        className="flex-1"
        value={compile ? tab : tab === "problems" ? "timeline" : tab}
        onValueChange={(dockTab) => view.setState({ dockTab, dockOpen: true })}
        items={open ? items : items.map((item) => ({ ...item, content: null }))}
        trailing={
          <>
            {run && run.startedAt !== null && <RunFigures />}
            <IconButton
              name={open ? "Fold the lower panel" : "Open the lower panel"}
              size="sm"
              onClick={() => view.setState({ dockOpen: !open })}
              icon={
                open ? (
                  <ChevronDown aria-hidden size={16} strokeWidth={1.75} />
                ) : (
                  <ChevronUp aria-hidden size={16} strokeWidth={1.75} />
                )
              }
            />
          </>
        }
      />
    </section>
  );
}

function RunFigures() {
  const run = useRun();
  if (!run || run.startedAt === null) return null;
  const figures = [
    ...(run.tokens > 0 ? usageWords(run.tokens, run.usd) : []),
    run.steps === 1 ? "1 step" : `${formatCount(run.steps)} steps`,
  ];
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap text-muted text-xs tabular-nums max-md:hidden">
      <Clock aria-hidden size={14} strokeWidth={1.75} className="text-dim" />
      <RunTime />
      {figures.map((figure) => ` · ${figure}`).join("")}
    </span>
  );
}
