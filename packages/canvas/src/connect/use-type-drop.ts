"use client";
import { useReactFlow } from "@xyflow/react";
import type { DragEvent } from "react";
import { sizesOf } from "../arrange/sizes-of.ts";
import { drawnGraph } from "../collapse/drawn-graph.ts";
import { visibleGraph } from "../collapse/visible-graph.ts";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { dropTarget } from "../flow/drop-target.ts";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { DRAGGED_TYPE } from "../palette/dragged-type.ts";
import { rememberType } from "../quick-add/recent-types.ts";
import { useSplice } from "./use-splice.ts";

/** Where the pointer holds a card that comes from the palette: px from its upper left corner. */
const HOLD = { x: 116, y: 24 };

/** A type dragged from the palette: what would take it is marked, a connection before a container before the canvas. */
export function useTypeDrop(readOnly: boolean) {
  const { catalog, document, view } = useEditor();
  const flow = useReactFlow<FlowNode>();
  const actions = useEditorActions();
  const splice = useSplice();

  function onDragOver(event: DragEvent): void {
    const graph = document?.getState().graph;
    if (readOnly || !graph || !event.dataTransfer.types.includes(DRAGGED_TYPE)) return;
    event.preventDefault();
    const definition = view.getState().draggedType;
    if (!definition) return;
    splice.over({ definition }, [{ x: event.clientX, y: event.clientY }]);
    const fresh = { id: "", type: definition.type, position: { x: 0, y: 0 }, config: {} };
    const taken = view.getState().spliceTarget === null;
    const target = taken
      ? dropTarget(
          drawnGraph(visibleGraph(graph, view.getState().collapsed), sizesOf(flow)),
          catalog,
          cornerAt(event),
          fresh,
        )
      : null;
    if (view.getState().dropTarget !== target) view.setState({ dropTarget: target });
  }

  function onDragLeave(): void {
    view.setState({ dropTarget: null, spliceTarget: null });
  }

  function onDrop(event: DragEvent): void {
    const definition = catalog.get(event.dataTransfer.getData(DRAGGED_TYPE));
    if (!definition || readOnly) return;
    event.preventDefault();
    rememberType(definition.type);
    const corner = cornerAt(event);
    view.setState({ dropTarget: null, draggedType: null });
    if (!splice.drop({ definition }, corner)) actions.add(definition, corner);
  }

  function cornerAt(event: DragEvent) {
    const at = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    return { x: at.x - HOLD.x, y: at.y - HOLD.y };
  }

  return { onDragOver, onDragLeave, onDrop };
}
