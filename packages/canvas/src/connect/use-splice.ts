"use client";
import type { Point } from "@orrery/graph";
import { useReactFlow } from "@xyflow/react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { connectionIndex } from "./connection-index.ts";
import { checkSplice, planSplice, type Spliced } from "./splice.ts";
import { wiresUnder } from "./wire-under.ts";

/** Putting a step into a connection by letting it go over one: which connection would take it, and doing so. */
export function useSplice() {
  const { catalog, document, view } = useEditor();
  const flow = useReactFlow<FlowNode>();
  const actions = useEditorActions();

  /** Marks the connection under one of the points (in the window) as the target, if it can take what is dragged. */
  function over(what: Spliced, points: readonly Point[]): void {
    const found = targetUnder(what, points);
    if (view.getState().spliceTarget !== found) view.setState({ spliceTarget: found });
  }

  function targetUnder(what: Spliced, points: readonly Point[]): string | null {
    const graph = document?.getState().graph;
    if (!graph) return null;
    // A step with connections of its own is only being moved.
    if ("nodeId" in what && connectionIndex(graph).edgesOf(what.nodeId).length > 0) return null;
    for (const id of points.flatMap(wiresUnder)) {
      const edge = graph.edges.find((one) => one.id === id);
      if (edge && checkSplice(graph, catalog, edge, what).ok) return id;
    }
    return null;
  }

  /** Ends the drag: puts it into the marked connection. `at`: its upper left corner on the canvas. False where none is marked. */
  function drop(what: Spliced, at: Point): boolean {
    const { spliceTarget } = view.getState();
    const graph = document?.getState().graph;
    view.setState({ spliceTarget: null });
    if (spliceTarget === null || !graph) return false;
    actions.apply(planSplice(graph, catalog, spliceTarget, { what, at }));
    return true;
  }

  return { over, drop, toScreen: flow.flowToScreenPosition };
}
