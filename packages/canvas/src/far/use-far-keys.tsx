"use client";
import { useReactFlow, useStoreApi } from "@xyflow/react";
import { type ReactNode, useEffect, useState } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { boxBeside, type FarBox } from "./far-boxes.ts";
import type { FarView } from "./use-far-view.ts";

const ARROWS: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * The keyboard over a drawing from afar: all its nodes are one stop of the Tab key, and the arrows go on from there to the
 * node that lies in their direction. That node is mounted, with its name; chosen, it is moved by the arrows, as anywhere.
 * Returns the stop.
 */
export function useFarKeys(boxes: readonly FarBox[], { focus }: FarView): ReactNode {
  const { view } = useEditor();
  const store = useStoreApi();
  const flow = useReactFlow();
  const [at, setAt] = useState<string | null>(null);

  useEffect(() => {
    focus(at);
    if (at === null) return;
    // It is mounted by the change above, in one of the next frames.
    let frame = requestAnimationFrame(function look() {
      const card = cardOf(store.getState().domNode, at);
      if (card) card.focus({ preventScroll: true });
      else frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [at, focus, store]);
  useEffect(() => () => focus(null), [focus]);

  useEffect(() => {
    const pane = store.getState().domNode;
    if (!pane) return;
    const onKey = (event: KeyboardEvent) => {
      const direction = ARROWS[event.key];
      const card = event.target instanceof HTMLElement ? event.target : null;
      const id = card?.dataset.nodeId;
      if (!direction || id === undefined || view.getState().selectedNodes.has(id)) return;
      event.preventDefault();
      event.stopPropagation();
      const from = boxes.find((box) => box.id === id);
      const next = from && boxBeside(boxes, from, direction);
      if (!next) return;
      setAt(next.id);
      if (!isSeen(next)) {
        const middle = { x: next.x + next.width / 2, y: next.y + next.height / 2 };
        void flow.setCenter(middle.x, middle.y, { zoom: flow.getZoom(), duration: 120 });
      }
    };
    function isSeen({ x, y, width, height }: FarBox): boolean {
      const { transform, width: wide, height: high } = store.getState();
      const [left, top, zoom] = transform;
      return (
        x * zoom + left >= 0 &&
        y * zoom + top >= 0 &&
        (x + width) * zoom + left <= wide &&
        (y + height) * zoom + top <= high
      );
    }
    const onLeave = (event: FocusEvent) => {
      const to = event.relatedTarget;
      // Only another place takes the node's stop away; a card that is drawn anew has none.
      if (to instanceof Element && to.closest("[data-node-id], .far-entry") === null) setAt(null);
    };
    pane.addEventListener("keydown", onKey, true);
    pane.addEventListener("focusout", onLeave);
    return () => {
      pane.removeEventListener("keydown", onKey, true);
      pane.removeEventListener("focusout", onLeave);
    };
  }, [store, view, flow, boxes]);

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's meaning and look
    <div
      role="group"
      className="far-entry"
      tabIndex={at === null ? 0 : -1}
      aria-label={`${boxes.length} nodes from afar. Arrow keys go from one to the next.`}
      onFocus={({ target }) => {
        if (target.matches(".far-entry")) setAt(boxes[0]?.id ?? null);
      }}
    />
  );
}

function cardOf(pane: HTMLElement | null, nodeId: string): HTMLElement | null {
  return pane?.querySelector<HTMLElement>(`[data-node-id="${CSS.escape(nodeId)}"]`) ?? null;
}
