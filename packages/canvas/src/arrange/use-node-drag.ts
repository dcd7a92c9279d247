"use client";
import { useReactFlow } from "@xyflow/react";
import { drawnGraph } from "../collapse/drawn-graph.ts";
import { visibleGraph } from "../collapse/visible-graph.ts";
import { pointOf } from "../connect/point-of.ts";
import { useSplice } from "../connect/use-splice.ts";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { dropTarget } from "../flow/drop-target.ts";
import { CARD_HEIGHT, CARD_WIDTH, type FlowNode } from "../flow/flow-nodes.ts";
import { groupMembers, isFrame } from "../groups/group-members.ts";
import { sizesOf } from "./sizes-of.ts";

/** A room is taken by its head, so a big one can be put into a smaller one. */
const ROOM_HEAD = 44;

/** Nodes dragged by hand: what would take them is marked; let go, they move, go into a container, or into a connection. */
export function useNodeDrag() {
  const { catalog, document, view } = useEditor();
  const flow = useReactFlow<FlowNode>();
  const actions = useEditorActions();
  const splice = useSplice();

  const seen = () =>
    document && drawnGraph(visibleGraph(document.getState().graph, view.getState().collapsed), sizesOf(flow));

  function middleOf(node: FlowNode) {
    const { x, y } = cornerOf(node);
    const { width = CARD_WIDTH, height = CARD_HEIGHT } = flow.getInternalNode(node.id)?.measured ?? {};
    return { x: x + width / 2, y: y + (node.type === "room" ? ROOM_HEAD : height) / 2 };
  }

  function cornerOf(node: FlowNode) {
    return flow.getInternalNode(node.id)?.internals.positionAbsolute ?? node.position;
  }

  function onNodeDragStart(_event: unknown, _node: FlowNode, dragged: FlowNode[]): void {
    const graph = seen();
    const frames = dragged.filter((one) => isFrame(catalog, one.data.node));
    if (!graph || frames.length === 0) return;
    const own = new Set(dragged.map(({ id }) => id));
    const sizes = sizesOf(flow);
    const carried = frames.map(({ id }): [string, ReadonlySet<string>] => [
      id,
      new Set(groupMembers(graph, catalog, id, sizes)).difference(own),
    ]);
    view.setState({ carried: new Map(carried) });
  }

  function onNodeDrag(event: MouseEvent | TouchEvent, node: FlowNode, dragged: FlowNode[]): void {
    const graph = seen();
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
    const carried = [...view.getState().carried.values()].flatMap((ids) => [...ids]);
    view.setState({ dropTarget: null, carried: new Map() });
    if (dragged.length === 1 && splice.drop({ nodeId: node.id }, cornerOf(node))) return;
    // As drawn: held to the lines around, which the places React Flow reports are not.
    const drawn = new Map(flow.getNodes().map((one) => [one.id, one.position]));
    const own = dragged.map((one) => ({
      id: one.id,
      position: drawn.get(one.id) ?? one.position,
      middle: middleOf(one),
    }));
    const members = carried.flatMap((id) => {
      const position = drawn.get(id);
      return position ? [{ id, position, middle: null }] : [];
    });
    actions.drop([...own, ...members]);
  }

  return { onNodeDragStart, onNodeDrag, onNodeDragStop };
}
