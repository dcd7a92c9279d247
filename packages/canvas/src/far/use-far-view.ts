"use client";
import { useReactFlow, useStore } from "@xyflow/react";
import { type MouseEvent, useCallback, useMemo, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { selectNode } from "../editor/editor-view.ts";
import { useView } from "../editor/use-stores.ts";
import type { FlowEdge } from "../flow/flow-edges.ts";
import { type FlowNode, MANY_NODES } from "../flow/flow-nodes.ts";
import { boxAt, farBoxes } from "./far-boxes.ts";

// As near as cards are more than a name; at this zoom a large screen holds about a hundred of them.
const CARDS_FROM = 0.45;
// More chosen nodes than these are only drawn as chosen.
const MOST_MOUNTED = 24;

export interface FarView {
  /** The drawing is large and looked at from afar: it is one picture, and only a few of its nodes are mounted. */
  readonly isFar: boolean;
  /** For React Flow: what is not mounted is hidden. */
  readonly nodes: FlowNode[];
  readonly edges: FlowEdge[];
  /** Ids of nodes that are mounted although they are far. */
  readonly mounted: ReadonlySet<string>;
  /** Mounts the node under the pointer, so that it can be pressed, dragged and opened like any. */
  readonly hover: (nodeId: string | null) => void;
  /** Mounts the node that the keyboard has. */
  readonly focus: (nodeId: string | null) => void;
  /** A finger presses what no pointer has hovered over: it chooses the node that is drawn there. */
  readonly onPaneClick: (event: MouseEvent) => void;
}

const NOTHING: ReadonlySet<string> = new Set();
const hiddenTwins = new WeakMap<FlowNode, FlowNode>();

/** What React Flow is to mount of a drawing: all of it, or, from afar of a large one, what is pointed at or chosen. */
export function useFarView(nodes: FlowNode[], edges: FlowEdge[]): FarView {
  const { view } = useEditor();
  const flow = useReactFlow();
  const isLow = useStore((state) => state.transform[2] < CARDS_FROM);
  const isFar = isLow && nodes.length > MANY_NODES;
  const [hovered, hover] = useState<string | null>(null);
  const [focused, focus] = useState<string | null>(null);
  const selectedNodes = useView((view) => view.selectedNodes);
  const selectedEdges = useView((view) => view.selectedEdges);
  const mounted = useMemo(() => {
    if (!isFar) return NOTHING;
    const some = new Set(selectedNodes.size <= MOST_MOUNTED ? selectedNodes : NOTHING);
    if (hovered !== null) some.add(hovered);
    if (focused !== null) some.add(focused);
    return some;
  }, [isFar, hovered, focused, selectedNodes]);
  const shownNodes = useMemo(
    () => (isFar ? nodes.map((node) => (mounted.has(node.id) ? node : hiddenTwin(node))) : nodes),
    [isFar, nodes, mounted],
  );
  const shownEdges = useMemo(
    () => (isFar ? edges.filter((edge) => selectedEdges.has(edge.id)) : edges),
    [isFar, edges, selectedEdges],
  );
  const onPaneClick = useCallback(
    ({ clientX, clientY }: MouseEvent) => {
      if (!isFar) return;
      const box = boxAt(farBoxes(nodes), flow.screenToFlowPosition({ x: clientX, y: clientY }));
      if (box) selectNode(view, box.id);
    },
    [isFar, nodes, flow, view],
  );
  return { isFar, onPaneClick, nodes: shownNodes, edges: shownEdges, mounted, hover, focus };
}

/** The same node, hidden; the same object for the same node, so that React Flow takes in only what has changed. */
function hiddenTwin(node: FlowNode): FlowNode {
  let twin = hiddenTwins.get(node);
  if (!twin) {
    twin = { ...node, hidden: true };
    hiddenTwins.set(node, twin);
  }
  return twin;
}
