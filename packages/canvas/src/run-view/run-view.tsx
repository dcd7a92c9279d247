"use client";
import type { Graph } from "@orrery/graph";
import type { Catalog } from "@orrery/node-kit";
import type { CardHost, Cards } from "@orrery/node-kit/card";
import type { Plan } from "@orrery/plan";
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useMemo, useState } from "react";
import { EditorContext, type EditorServices } from "../editor/editor-context.ts";
import { createEditorView } from "../editor/editor-view.ts";
import type { RunControl } from "../run/run-control.ts";
import type { RunOverlay } from "../run/run-overlay.ts";
import { RunFrame } from "./run-frame.tsx";

export interface RunViewProps {
  plan: Plan;
  /** The drawing of the run, as it stood when the run began. */
  graph: Graph;
  overlay: RunOverlay;
  /** What can be done to it; null where it can only be looked at. */
  control: RunControl | null;
  /** The event to look at first; null or absent follows the run. */
  at?: number | null;
  /** By node id: what of it was other than usual in this run, in words. */
  unusual?: ReadonlyMap<string, string>;
  /** Told where the playhead is moved, for the page's address. */
  onAt?: (seq: number | null) => void;
  catalog: Catalog;
  cards: Cards;
  host: CardHost;
}

const NONE: ReadonlyMap<string, string> = new Map();

/** A run on its read-only canvas, at any moment of its log. */
export function RunView({
  graph,
  overlay,
  control,
  at = null,
  unusual = NONE,
  onAt,
  catalog,
  cards,
  host,
}: RunViewProps) {
  const [view] = useState(() => createEditorView("output"));
  const services = useMemo<EditorServices>(
    () => ({
      ...{ document: null, compile: null, overlay, control, breakpoints: null },
      ...{ catalog, cards, host, view, places: null, drawing: graph },
    }),
    [overlay, control, catalog, cards, host, view, graph],
  );
  useEffect(() => overlay.seek(at), [overlay, at]);
  useEffect(() => overlay.prepare(), [overlay]);
  useEffect(() => view.setState({ unusual }), [view, unusual]);
  return (
    <EditorContext value={services}>
      <ReactFlowProvider>
        <RunFrame
          onAt={(seq) => {
            overlay.seek(seq);
            onAt?.(seq);
          }}
        />
      </ReactFlowProvider>
    </EditorContext>
  );
}
