"use client";
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useEffect } from "react";
import { usePresence, usePresenceState } from "./presence-context.ts";

const GO_MS = 140;

/** Lets the view go with that of whom is followed; any move of one's own ends it, and so does Escape. */
export function useFollow(): void {
  const presence = usePresence();
  const flow = useReactFlow();
  const store = useStoreApi();
  const following = usePresenceState((state) => state.following);

  useEffect(() => {
    const canvas = store.getState().domNode;
    if (!presence || following === null || !canvas) return;
    let shown = presence.getState().places.get(following)?.view ?? null;
    const go = () => {
      if (!shown) return;
      const { width, height, transform } = store.getState();
      const { zoom } = shown;
      const x = width / 2 - shown.x * zoom;
      const y = height / 2 - shown.y * zoom;
      if (Math.abs(x - transform[0]) < 1 && Math.abs(y - transform[1]) < 1 && zoom === transform[2]) return;
      void flow.setViewport({ x, y, zoom }, { duration: GO_MS });
    };
    go();
    const stopListening = presence.subscribe(() => {
      const next = presence.getState().places.get(following)?.view ?? null;
      if (next === shown) return;
      shown = next;
      go();
    });
    const stop = () => presence.follow(null);
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "Escape") stop();
    };
    canvas.addEventListener("pointerdown", stop);
    canvas.addEventListener("wheel", stop, { passive: true });
    window.addEventListener("keydown", onKey);
    return () => {
      stopListening();
      canvas.removeEventListener("pointerdown", stop);
      canvas.removeEventListener("wheel", stop);
      window.removeEventListener("keydown", onKey);
    };
  }, [presence, following, flow, store]);
}
