"use client";
import type { Catalog } from "@orrery/node-kit";
import type { CardHost, Cards } from "@orrery/node-kit/card";
import { ReactFlowProvider } from "@xyflow/react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { EditorContext, type EditorServices } from "../editor/editor-context.ts";
import { createEditorView, type NodeMark } from "../editor/editor-view.ts";
import type { RunOverlay } from "../run/run-overlay.ts";
import { CompareFrame } from "./compare-frame.tsx";
import { compareRuns } from "./compare-runs.ts";
import { differenceMark, type OutputDifference } from "./compare-words.ts";
import { outputDifference } from "./output-difference.ts";
import { unionGraph } from "./union-graph.ts";

/** One of the two runs. */
export interface ComparedSide {
  readonly overlay: RunOverlay;
  /** Reads its values. */
  readonly host: CardHost;
}

export interface CompareViewProps {
  first: ComparedSide;
  second: ComparedSide;
  catalog: Catalog;
  cards: Cards;
}

export type Shown = "first" | "second";

/** Two runs on one read-only canvas: what ran, what was given and what it took differ where a node is marked. */
export function CompareView({ first, second, catalog, cards }: CompareViewProps) {
  const [view] = useState(() => createEditorView("output"));
  const [shown, setShown] = useState<Shown>("second");
  const drawing = useMemo(() => unionGraph(first.overlay.graph, second.overlay.graph), [first, second]);
  const side = shown === "first" ? first : second;
  const services = useMemo<EditorServices>(
    () => ({
      ...{ document: null, compile: null, overlay: side.overlay, control: null, breakpoints: null },
      ...{ catalog, cards, host: side.host, view, places: null, drawing },
    }),
    [side, catalog, cards, view, drawing],
  );
  const one = useSyncExternalStore(first.overlay.subscribe, first.overlay.getState, first.overlay.getState);
  const other = useSyncExternalStore(second.overlay.subscribe, second.overlay.getState, second.overlay.getState);
  const comparison = useMemo(() => {
    // Named for what they make stale: a run that goes on is compared as far as it has come.
    void [one, other];
    const stateOf = ({ overlay }: ComparedSide) => ({ plan: overlay.plan, state: overlay.latestState() });
    return compareRuns(stateOf(first), stateOf(second));
  }, [first, second, one, other]);
  const outputs = useMemo(
    () =>
      new Map(
        comparison.nodes.map((node): [string, OutputDifference] => {
          if (!node.first?.output || !node.second?.output) return [node.nodeId, null];
          const glimpse = (
            { overlay }: ComparedSide,
            { id, bytes }: { readonly id: string; readonly bytes: number },
          ) => ({
            bytes,
            preview: overlay.preview(id)?.preview ?? null,
          });
          return [
            node.nodeId,
            outputDifference(glimpse(first, node.first.output), glimpse(second, node.second.output)),
          ];
        }),
      ),
    [comparison, first, second],
  );
  useEffect(() => {
    const marks = comparison.nodes.flatMap((node): [string, NodeMark][] => {
      const mark = differenceMark(node, outputs.get(node.nodeId) ?? null);
      return mark === null ? [] : [[node.nodeId, mark]];
    });
    view.setState({ marks: new Map(marks) });
  }, [view, comparison, outputs]);
  return (
    <EditorContext value={services}>
      <ReactFlowProvider>
        <CompareFrame {...{ comparison, outputs, first, second, shown }} onShown={setShown} />
      </ReactFlowProvider>
    </EditorContext>
  );
}
