"use client";
import { useEffect, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import type { NodeRun } from "../run/node-run.ts";
import { footFigures, keptWords } from "./node-words.ts";

/** Time, tokens, cost and attempt, in figures; the time goes on while the node runs. */
export function NodeFoot({ run }: { run: NodeRun }) {
  const { overlay, control } = useEditor();
  const past = overlay !== null && overlay.getState().playhead !== null;
  const clock = useNow(run.state === "running" && !past);
  const now = past ? overlay.runState().at : clock;
  const figures = footFigures(run, now);
  const { kept } = run;
  if (kept !== null && run.total === 1) {
    const short =
      kept.by === "person" || kept.by === "pin" ? "" : (control?.link(kept.runId).short ?? kept.runId.slice(-6));
    figures.unshift(keptWords(kept, { short, now }));
  }
  if (figures.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-x-2.5 border-t px-2.5 py-1.5 font-mono text-2xs text-dim tabular-nums">
      {figures.map((figure) => (
        <span key={figure} className="whitespace-nowrap">
          {figure}
        </span>
      ))}
    </div>
  );
}

function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
