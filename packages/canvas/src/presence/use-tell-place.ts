"use client";
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { usePresence } from "./presence-context.ts";

/** Tells the others where this tab points, what it has chosen, and what it sees. */
export function useTellPlace(): void {
  const presence = usePresence();
  const { view } = useEditor();
  const flow = useReactFlow();
  const store = useStoreApi();

  useEffect(() => {
    if (!presence) return;
    const tell = () => presence.put({ chosen: [...view.getState().selectedNodes] });
    let told = view.getState().selectedNodes;
    tell();
    return view.subscribe(({ selectedNodes }) => {
      if (selectedNodes === told) return;
      told = selectedNodes;
      tell();
    });
  }, [presence, view]);

  useEffect(() => {
    if (!presence) return;
    let told = "";
    const tell = () => {
      const { width, height, transform } = store.getState();
      const [x, y, zoom] = transform;
      const now = `${x} ${y} ${zoom} ${width} ${height}`;
      if (width === 0 || now === told) return;
      told = now;
      presence.put({ view: { x: (width / 2 - x) / zoom, y: (height / 2 - y) / zoom, zoom } });
    };
    tell();
    return store.subscribe(tell);
  }, [presence, store]);

  useEffect(() => {
    const canvas = store.getState().domNode;
    if (!presence || !canvas) return;
    const point = (event: PointerEvent) => {
      // A finger covers what it points at.
      if (event.pointerType === "touch" || presence.getState().companions.length === 0) return;
      presence.put({
        cursor: flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false }),
      });
    };
    const leave = () => presence.put({ cursor: null });
    canvas.addEventListener("pointermove", point);
    canvas.addEventListener("pointerleave", leave);
    return () => {
      canvas.removeEventListener("pointermove", point);
      canvas.removeEventListener("pointerleave", leave);
    };
  }, [presence, flow, store]);
}
