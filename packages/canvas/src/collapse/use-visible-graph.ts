"use client";
import type { Graph } from "@orrery/graph";
import { useGraph, useView } from "../editor/use-stores.ts";
import { visibleGraph } from "./visible-graph.ts";

/** The graph as it is drawn: folded containers without what they hold. */
export function useVisibleGraph(): Graph {
  const graph = useGraph();
  const collapsed = useView((view) => view.collapsed);
  return visibleGraph(graph, collapsed);
}
