import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Bounds, Place } from "../drawing/lay-out.ts";
import { fitView, moveView, openingView, type ViewPort, zoomView } from "./view-port.ts";

export interface ViewPortControl {
  readonly view: ViewPort;
  /** A drag went further than a click does: what is under it was not meant. */
  readonly wasDragged: () => boolean;
  readonly fit: () => void;
  readonly zoom: (factor: number) => void;
  readonly move: (by: Place) => void;
}

const CLICK_PX = 4;

/** Pan and zoom by wheel, drag and two fingers. Until somebody moves it, the drawing stays as it opens. */
export function useViewPort(box: RefObject<HTMLElement | null>, bounds: Bounds): ViewPortControl {
  const [view, setView] = useState<ViewPort>({ x: 0, y: 0, scale: 1 });
  const isMoved = useRef(false);
  const dragged = useRef(0);

  const show = (viewOf: typeof fitView): void => {
    const element = box.current;
    if (element !== null) setView(viewOf(bounds, { width: element.clientWidth, height: element.clientHeight }));
  };
  const change = (next: (view: ViewPort) => ViewPort): void => {
    isMoved.current = true;
    setView(next);
  };

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const watcher = new ResizeObserver(() => {
      if (!isMoved.current) show(openingView);
    });
    watcher.observe(element);
    const stop = listenToPointers(element, {
      change,
      dragged: (px) => {
        dragged.current = px;
      },
    });
    return () => {
      watcher.disconnect();
      stop();
    };
  }, [bounds]);

  return {
    view,
    wasDragged: () => dragged.current > CLICK_PX,
    fit: () => {
      isMoved.current = true;
      show(fitView);
    },
    zoom: (factor) => {
      const element = box.current;
      if (element === null) return;
      change((before) => zoomView(before, factor, { x: element.clientWidth / 2, y: element.clientHeight / 2 }));
    },
    move: (by) => change((before) => moveView(before, by)),
  };
}

interface PointerTarget {
  change(next: (view: ViewPort) => ViewPort): void;
  /** How far the pointer has come since it went down, px. */
  dragged(px: number): void;
}

function listenToPointers(element: HTMLElement, target: PointerTarget): () => void {
  const down = new Map<number, Place>();
  let way = 0;
  const placeOf = (event: MouseEvent): Place => {
    const { left, top } = element.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  function onDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    if (down.size === 0) {
      way = 0;
      target.dragged(0);
    }
    down.set(event.pointerId, placeOf(event));
  }

  function onMove(event: PointerEvent): void {
    const before = down.get(event.pointerId);
    if (before === undefined) return;
    const now = placeOf(event);
    const [other] = [...down].flatMap(([id, place]) => (id === event.pointerId ? [] : [place]));
    down.set(event.pointerId, now);
    way += distance(before, now);
    target.dragged(way);
    if (way > CLICK_PX && !element.hasPointerCapture(event.pointerId)) element.setPointerCapture(event.pointerId);
    if (other === undefined) {
      target.change((view) => moveView(view, { x: now.x - before.x, y: now.y - before.y }));
      return;
    }
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    target.change((view) => zoomView(view, factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }));
  }

  function onUp(event: PointerEvent): void {
    down.delete(event.pointerId);
  }

  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const factor = Math.exp(-event.deltaY * lines * 0.0016);
    const at = placeOf(event);
    target.change((view) => zoomView(view, factor, at));
  }

  const leave = new AbortController();
  const { signal } = leave;
  element.addEventListener("pointerdown", onDown, { signal });
  element.addEventListener("pointermove", onMove, { signal });
  element.addEventListener("pointerup", onUp, { signal });
  element.addEventListener("pointercancel", onUp, { signal });
  element.addEventListener("wheel", onWheel, { signal, passive: false });
  return () => leave.abort();
}

function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
