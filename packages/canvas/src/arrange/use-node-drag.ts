"use client";
import { useReactFlow } from "@xyflow/react";
import { pointOf } from "../connect/point-of.ts";
import { useSplice } from "../connect/use-splice.ts";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { dropTarget } from "../flow/drop-target.ts";
import { CARD_HEIGHT, CARD_WIDTH, type FlowNode } from "../flow/flow-nodes.ts";

/** A room is taken by its head, so a big one can be put into a smaller one. */
const ROOM_HEAD = 44;

/** Nodes dragged by hand: what would take them is marked; let go, they move, go into a container, or into a connection. */
export function useNodeDrag() {
  const { catalog, document, view } = useEditor();
  const flow = useReactFlow<FlowNode>();
  const actions = useEditorActions();
  const splice = useSplice();

  function middleOf(node: FlowNode) {
    const { x, y } = cornerOf(node);
    const { width = CARD_WIDTH, height = CARD_HEIGHT } = flow.getInternalNode(node.id)?.measured ?? {};
    return { x: x + width / 2, y: y + (node.type === "room" ? ROOM_HEAD : height) / 2 };
  }

  function cornerOf(node: FlowNode) {
    return flow.getInternalNode(node.id)?.internals.positionAbsolute ?? node.position;
  }

  function onNodeDrag(event: MouseEvent | TouchEvent, node: FlowNode, dragged: FlowNode[]): void {
    const graph = document?.getState().graph;
    if (!graph) return;
    const middle = middleOf(node);
    if (dragged.length === 1) {
      splice.over({ nodeId: node.id }, [pointOf(event), flow.flowToScreenPosition(middle)]);
    }
    const spliced = view.getState().spliceTarget !== null;
    const target = spliced ? null : dropTarget(graph, catalog, middle, node.data.node);
    const held = target !== (node.parentId ?? null) ? target : null;
    if (view.getState().dropTarget !== held) view.setState({ dropTarget: held });
  }

  function onNodeDragStop(_event: unknown, node: FlowNode, dragged: FlowNode[]): void {
    view.setState({ dropTarget: null });
    if (dragged.length === 1 && splice.drop({ nodeId: node.id }, cornerOf(node))) return;
    // As drawn: held to the lines around, which the places React Flow reports are not.
    const drawn = new Map(flow.getNodes().map((one) => [one.id, one.position]));
    actions.drop(
      dragged.map((one) => ({ id: one.id, position: drawn.get(one.id) ?? one.position, middle: middleOf(one) })),
    );
  }

  return { onNodeDrag, onNodeDragStop };
}
