"use client";
import { applyNodeChanges, type EdgeChange, type NodeChange } from "@xyflow/react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useSnap } from "../arrange/use-snap.ts";
import { useVisibleGraph } from "../collapse/use-visible-graph.ts";
import { useEditor } from "../editor/editor-context.ts";
import { useGraph, useView } from "../editor/use-stores.ts";
import { carryMembers } from "../groups/carry-members.ts";
import { type FlowEdge, toFlowEdges } from "./flow-edges.ts";
import { type FlowNode, toFlowNodes, withoutEstimates } from "./flow-nodes.ts";
import { growRooms } from "./grow-rooms.ts";

/**
 * The nodes and edges React Flow shows, following the document and the selection. What React Flow measures and drags stays
 * in here; a run never comes near them.
 */
export function useFlowElements() {
  const { catalog, view } = useEditor();
  const whole = useGraph();
  const graph = useVisibleGraph();
  const selectedNodes = useView((state) => state.selectedNodes);
  const selectedEdges = useView((state) => state.selectedEdges);
  const [nodes, setNodes] = useState<FlowNode[]>(() => toFlowNodes(graph, catalog, [], selectedNodes));
  const edgesBefore = useRef<FlowEdge[]>([]);
  const edges = useMemo(() => {
    edgesBefore.current = toFlowEdges(graph, catalog, edgesBefore.current, selectedEdges);
    return edgesBefore.current;
  }, [graph, catalog, selectedEdges]);

  useEffect(() => {
    // What was undone or removed by somebody else is no longer chosen.
    const left = new Set(whole.nodes.map(({ id }) => id));
    const { selectedNodes: chosen } = view.getState();
    if (!chosen.isSubsetOf(left)) view.setState({ selectedNodes: chosen.intersection(left) });
  }, [whole, view]);

  useLayoutEffect(() => {
    setNodes((before) => growRooms(toFlowNodes(graph, catalog, before, selectedNodes)));
  }, [graph, catalog, selectedNodes]);

  const snap = useSnap();
  const snapNow = useRef(snap);
  snapNow.current = snap;
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const chosen = changes.filter((change) => change.type === "select");
      if (chosen.length > 0) {
        view.setState((state) => ({ selectedNodes: afterChoice(state.selectedNodes, chosen) }));
      }
      const rest = snapNow.current(changes).filter((change) => change.type !== "select" && change.type !== "remove");
      if (rest.length === 0) return;
      const measured = new Set(rest.flatMap((change) => (change.type === "dimensions" ? [change.id] : [])));
      setNodes((before) => {
        const carried = carryMembers(rest, before, view.getState().carried);
        return growRooms(withoutEstimates(applyNodeChanges(carried, before), measured));
      });
    },
    [view],
  );

  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const chosen = changes.filter((change) => change.type === "select");
      if (chosen.length > 0) {
        view.setState((state) => ({ selectedEdges: afterChoice(state.selectedEdges, chosen) }));
      }
    },
    [view],
  );

  return { nodes, edges, onNodesChange, onEdgesChange };
}

function afterChoice(
  before: ReadonlySet<string>,
  changes: readonly { readonly id: string; readonly selected: boolean }[],
): ReadonlySet<string> {
  const after = new Set(before);
  for (const { id, selected } of changes) {
    if (selected) after.add(id);
    else after.delete(id);
  }
  return after;
}
