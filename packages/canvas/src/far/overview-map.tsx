"use client";
import { Panel, useReactFlow, useStoreApi } from "@xyflow/react";
import { type PointerEvent, useEffect, useMemo, useRef } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useView } from "../editor/use-stores.ts";
import type { FlowNode } from "../flow/flow-nodes.ts";
import { IDLE_NODE_RUN } from "../run/node-run.ts";
import { areaOf, farBoxes } from "./far-boxes.ts";
import { type FarColours, onThemeChange, readFarColours } from "./far-colours.ts";
import { stateColour } from "./far-look.ts";

const SIZE = { width: 152, height: 96 };
const MARGIN = 6;
const SHARPNESS = 2;
const RUN_MS = 300;
const LEAST_DOT = 1;

/** The small map of a large drawing: one picture, and over it the window. Pressing or dragging on it moves the window. */
export function OverviewMap({ nodes }: { nodes: readonly FlowNode[] }) {
  const { overlay } = useEditor();
  const store = useStoreApi();
  const flow = useReactFlow();
  const canvas = useRef<HTMLCanvasElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const selected = useView((state) => state.selectedNodes);
  const boxes = useMemo(() => farBoxes(nodes), [nodes]);
  const fit = useMemo(() => {
    const area = areaOf(boxes) ?? { x: 0, y: 0, width: 1, height: 1 };
    const wide = (SIZE.width - 2 * MARGIN) / Math.max(1, area.width);
    const high = (SIZE.height - 2 * MARGIN) / Math.max(1, area.height);
    const scale = Math.min(wide, high);
    return {
      scale,
      x: (SIZE.width - area.width * scale) / 2 - area.x * scale,
      y: (SIZE.height - area.height * scale) / 2 - area.y * scale,
    };
  }, [boxes]);

  useEffect(() => {
    const to = canvas.current?.getContext("2d");
    if (!to) return;
    let colours: FarColours | null = null;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const paint = () => {
      timer = null;
      colours ??= readFarColours(to.canvas.parentElement ?? document.body);
      to.setTransform(SHARPNESS, 0, 0, SHARPNESS, 0, 0);
      to.clearRect(0, 0, SIZE.width, SIZE.height);
      for (const { id, x, y, width, height, kind } of boxes) {
        const state = stateColour((overlay?.getNode(id) ?? IDLE_NODE_RUN).state);
        to.fillStyle = colours.of[selected.has(id) ? "brass" : (state ?? "line-strong")];
        to.globalAlpha = kind === "room" ? 0.18 : 1;
        const [wide, high] = [Math.max(LEAST_DOT, width * fit.scale), Math.max(LEAST_DOT, height * fit.scale)];
        to.fillRect(x * fit.scale + fit.x, y * fit.scale + fit.y, wide, high);
      }
    };
    const later = () => {
      timer ??= setTimeout(paint, RUN_MS);
    };
    // The cards come first.
    timer = setTimeout(paint, 0);
    const stops = [
      overlay?.subscribe(later),
      onThemeChange(() => {
        colours = null;
        later();
      }),
    ];
    return () => {
      if (timer !== null) clearTimeout(timer);
      for (const stop of stops) stop?.();
    };
  }, [boxes, fit, overlay, selected]);

  useEffect(() => {
    const follow = () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const { style } = pane.current ?? {};
      if (!style) return;
      const scale = fit.scale / zoom;
      style.transform = `translate(${fit.x - x * scale}px, ${fit.y - y * scale}px)`;
      style.width = `${width * scale}px`;
      style.height = `${height * scale}px`;
    };
    follow();
    return store.subscribe((state, before) => {
      if (state.transform !== before.transform || state.width !== before.width || state.height !== before.height) {
        follow();
      }
    });
  }, [store, fit]);

  function go({ currentTarget, clientX, clientY }: PointerEvent<HTMLElement>) {
    const { left, top } = currentTarget.getBoundingClientRect();
    const at = { x: (clientX - left - fit.x) / fit.scale, y: (clientY - top - fit.y) / fit.scale };
    void flow.setCenter(at.x, at.y, { zoom: flow.getZoom() });
  }

  return (
    <Panel position="bottom-right" className="react-flow__minimap" style={SIZE}>
      <div
        role="img"
        aria-label="Map of the whole canvas"
        className="overview-map"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          go(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons === 1) go(event);
        }}
        onWheel={({ deltaY }) => void flow.zoomTo(flow.getZoom() * 2 ** (-deltaY / 300))}
      >
        <canvas ref={canvas} width={SIZE.width * SHARPNESS} height={SIZE.height * SHARPNESS} style={SIZE} />
        <div ref={pane} className="overview-window" />
      </div>
    </Panel>
  );
}
