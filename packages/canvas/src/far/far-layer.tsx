"use client";
import { useReactFlow, useStoreApi, ViewportPortal } from "@xyflow/react";
import { useEffect, useMemo, useRef } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useView } from "../editor/use-stores.ts";
import type { FlowEdge } from "../flow/flow-edges.ts";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { areaOf, boxAt, boxesWithin, farBoxes } from "./far-boxes.ts";
import { FarPainter } from "./far-painter.ts";
import { useFarDrawing } from "./use-far-drawing.ts";
import { useFarKeys } from "./use-far-keys.tsx";
import type { FarView } from "./use-far-view.ts";

export interface FarLayerProps {
  far: FarView;
  /** All nodes and edges, as they stand now. */
  nodes: readonly FlowNode[];
  edges: readonly FlowEdge[];
}

// How often a run may have the picture drawn anew: from afar nobody sees more.
const RUN_MS = 150;

/**
 * A large drawing from afar: one picture under React Flow's pane, which moves with it and is drawn anew only where it no longer
 * covers what is seen. The node under the pointer, and what is chosen, are mounted over it as they are.
 */
export function FarLayer({ far, nodes, edges }: FarLayerProps) {
  const { overlay, compile, view } = useEditor();
  const store = useStoreApi();
  const flow = useReactFlow();
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<FarPainter | null>(null);
  const boxes = useMemo(() => farBoxes(nodes), [nodes]);
  const read = useFarDrawing(boxes, edges, far.mounted);
  const selected = useView((state) => state.selectedNodes);
  const marks = useView((state) => state.marks);
  const { hover } = far;
  const entry = useFarKeys(boxes, far);

  useEffect(() => {
    if (!canvas.current) return;
    const made = new FarPainter(canvas.current, () => {
      const { transform, width, height } = store.getState();
      return { transform, width, height };
    });
    painter.current = made;
    const stops = [
      store.subscribe(() => made.look()),
      overlay?.subscribe(() => made.repaintIn(RUN_MS)),
      compile?.subscribe(() => made.repaintIn(RUN_MS)),
    ];
    return () => {
      for (const stop of stops) stop?.();
      made.close();
      painter.current = null;
    };
  }, [store, overlay, compile]);

  // What is chosen or marked is read by the drawing itself.
  useEffect(() => {
    painter.current?.show(read, areaOf(boxes));
  }, [read, boxes, selected, marks]);

  useEffect(() => {
    const pane = store.getState().domNode;
    if (!pane) return;
    const onMove = ({ buttons, pointerType, target, clientX, clientY }: PointerEvent) => {
      if (buttons !== 0 || pointerType === "touch" || !(target instanceof Element)) return;
      if (!target.closest(".react-flow__pane, .react-flow__node")) return hover(null);
      hover(boxAt(boxes, flow.screenToFlowPosition({ x: clientX, y: clientY }))?.id ?? null);
    };
    const stop = store.subscribe((state, before) => {
      const rect = state.userSelectionRect;
      if (rect === null || rect === before.userSelectionRect) return;
      const [x, y, zoom] = state.transform;
      const area = {
        x: (rect.x - x) / zoom,
        y: (rect.y - y) / zoom,
        width: rect.width / zoom,
        height: rect.height / zoom,
      };
      view.setState({ selectedNodes: new Set(boxesWithin(boxes, area).map(({ id }) => id)) });
    });
    pane.addEventListener("pointermove", onMove);
    return () => {
      stop();
      pane.removeEventListener("pointermove", onMove);
    };
  }, [store, flow, boxes, hover, view]);

  return (
    <ViewportPortal>
      <canvas ref={canvas} aria-hidden className="far-layer" />
      {entry}
    </ViewportPortal>
  );
}
