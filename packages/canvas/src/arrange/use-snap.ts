"use client";
import type { Point } from "@orrery/graph";
import { type NodeChange, type NodePositionChange, useReactFlow } from "@xyflow/react";
import { useEffect, useRef } from "react";
import { useEditor } from "../editor/editor-context.ts";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { type SnapBox, snapTo } from "./snap-lines.ts";

/** How near a line has to be, px of the screen. */
const REACH = 6;
const MOST_NEIGHBOURS = 400;

/**
 * Holds what is dragged to the lines of the nodes around it, and shows these lines; the Alt key suspends it. Takes the
 * changes of React Flow and gives them back with the places that are drawn.
 */
export function useSnap(): (changes: NodeChange<FlowNode>[]) => NodeChange<FlowNode>[] {
  const { view } = useEditor();
  const flow = useReactFlow<FlowNode>();
  const isFree = useRef(false);
  const neighbours = useRef<readonly SnapBox[] | null>(null);
  useEffect(() => {
    const note = (event: KeyboardEvent | PointerEvent) => {
      isFree.current = event.altKey;
    };
    for (const kind of ["keydown", "keyup", "pointerdown", "pointermove"] as const) {
      window.addEventListener(kind, note, true);
    }
    return () => {
      for (const kind of ["keydown", "keyup", "pointerdown", "pointermove"] as const) {
        window.removeEventListener(kind, note, true);
      }
    };
  }, []);

  return (changes) => {
    const dragged = changes.filter(
      (change) => change.type === "position" && change.position !== undefined && change.dragging !== undefined,
    );
    const first = dragged[0];
    if (first?.type !== "position") return changes;
    const carried = [...view.getState().carried.values()].flatMap((ids) => [...ids]);
    const moving = new Set([...dragged.map((change) => ("id" in change ? change.id : "")), ...carried]);
    neighbours.current ??= boxesAround(moving);
    const by = isFree.current
      ? null
      : snapOf(
          dragged.filter((change) => change.type === "position"),
          neighbours.current,
        );
    if (!first.dragging) {
      neighbours.current = null;
      view.setState({ snapLines: [] });
    }
    if (!by || (by.x === 0 && by.y === 0)) return changes;
    return changes.map((change) =>
      change.type === "position" && change.position && moving.has(change.id)
        ? { ...change, position: { x: change.position.x + by.x, y: change.position.y + by.y } }
        : change,
    );
  };

  function snapOf(dragged: readonly NodePositionChange[], others: readonly SnapBox[]): Point {
    const boxes = dragged.flatMap((change) => {
      const node = flow.getInternalNode(change.id);
      if (!node || !change.position) return [];
      // `position` is within what holds the node; lines are drawn on the canvas.
      const x = node.internals.positionAbsolute.x - node.position.x + change.position.x;
      const y = node.internals.positionAbsolute.y - node.position.y + change.position.y;
      return [{ x, y, width: node.measured.width ?? 0, height: node.measured.height ?? 0 }];
    });
    const box = around(boxes);
    if (!box) return { x: 0, y: 0 };
    const { by, lines } = snapTo(box, others, REACH / flow.getZoom());
    const isShown = lines.length > 0 || view.getState().snapLines.length > 0;
    if (isShown && dragged.some(({ dragging }) => dragging)) view.setState({ snapLines: lines });
    return by;
  }

  /** The nodes in sight that stay where they are. */
  function boxesAround(moving: ReadonlySet<string>): SnapBox[] {
    const pane = window.document.querySelector(".orrery-flow")?.getBoundingClientRect();
    if (!pane) return [];
    const from = flow.screenToFlowPosition({ x: pane.left, y: pane.top });
    const to = flow.screenToFlowPosition({ x: pane.right, y: pane.bottom });
    return flow
      .getNodes()
      .flatMap((node) => {
        const inner = flow.getInternalNode(node.id);
        if (!inner || moving.has(node.id) || (node.parentId !== undefined && moving.has(node.parentId))) return [];
        const { x, y } = inner.internals.positionAbsolute;
        const { width = 0, height = 0 } = inner.measured;
        if (x > to.x || y > to.y || x + width < from.x || y + height < from.y) return [];
        return [{ x, y, width, height }];
      })
      .slice(0, MOST_NEIGHBOURS);
  }
}

function around(boxes: readonly SnapBox[]): SnapBox | null {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    ...{ x, y },
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
