"use client";
import { useEffect, useMemo } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { type NodeMark, selectStep } from "../editor/editor-view.ts";
import { useRun } from "../editor/use-stores.ts";
import { nodeShape } from "../flow/node-shape.ts";
import type { InspectedStep } from "../inspector/use-inspected-step.ts";
import { traceStep } from "./trace-step.ts";

const MOST_LISTED = 100;

/** Which steps a value came from; while it is open, they are lit on the canvas. */
export function OriginsTab({ step }: { step: InspectedStep }) {
  const { catalog, overlay, view } = useEditor();
  const run = useRun();
  const key = step.record?.key ?? null;
  const seq = run?.seq ?? 0;
  const traced = useMemo(() => {
    // Named for what makes it stale: at another moment other steps have run.
    void seq;
    return overlay && key !== null ? traceStep(overlay.plan, overlay.runState(), key) : [];
  }, [overlay, key, seq]);
  useEffect(() => {
    const marks = traced.map(({ nodeId, distance }): [string, NodeMark] => [
      nodeId,
      { tone: "lit", word: distance === 1 ? "read here" : "came before" },
    ]);
    view.setState({ marks: new Map(marks.reverse()) });
    return () => view.setState({ marks: new Map() });
  }, [traced, view]);
  if (!overlay) return null;
  const titles = new Map(overlay.graph.nodes.map((node) => [node.id, nodeShape(catalog, node).title]));
  if (traced.length === 0) {
    return <p className="p-3.5 text-muted text-xs">It read nothing that another step gave.</p>;
  }
  return (
    <div className="flex flex-col gap-2 p-3.5 text-xs">
      <p className="text-muted">What it gave rests on these steps. They are marked on the canvas.</p>
      <ul aria-label="Steps that it came from" className="flex flex-col gap-0.5">
        {traced.slice(0, MOST_LISTED).map(({ stepKey, nodeId, distance }) => (
          <li key={stepKey}>
            <button
              type="button"
              onClick={() => selectStep(view, stepKey)}
              className="-mx-1.5 flex w-[calc(100%+0.75rem)] items-baseline gap-2 rounded-chip px-1.5 py-1 text-left hover:bg-raised"
            >
              <bdi className="min-w-0 flex-1 truncate">{titles.get(nodeId) ?? nodeId}</bdi>
              <span className="max-w-[40%] shrink-0 truncate font-mono text-code text-dim">{stepKey}</span>
              <span className="shrink-0 text-dim">{distance === 1 ? "read by it" : `${distance} readings away`}</span>
            </button>
          </li>
        ))}
      </ul>
      {traced.length > MOST_LISTED && <p className="text-dim">{traced.length - MOST_LISTED} more</p>}
    </div>
  );
}
