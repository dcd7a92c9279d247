"use client";
import { useNodeId, useReactFlow } from "@xyflow/react";
import type { KeyboardEvent, MouseEvent } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { useEditorActions } from "../editor/use-editor-actions.ts";
import { useView } from "../editor/use-stores.ts";
import { endsBetween, fittingPorts, type Port, portKey } from "./fitting-ports.ts";

/**
 * What a port does by itself: a press or Enter opens the menu of what fits it; while a connection is being made it says
 * whether it fits, and a press on it ends that connection there.
 */
export function usePort(handle: string, side: Port["side"], words: string) {
  const { catalog, document, view } = useEditor();
  const flow = useReactFlow();
  const actions = useEditorActions();
  const nodeId = useNodeId() ?? "";
  const port: Port = { nodeId, handle, side };
  const key = portKey(port);
  // One subscription for all of it: there are several ports a card.
  const fit = useView(({ connecting, fitting }) => {
    if (connecting !== null && portKey(connecting.port) === key) return "start";
    return fitting === null ? undefined : fitting.has(key) ? "yes" : "no";
  });
  const isChosen = useView(({ selectedNodes }) => selectedNodes.has(nodeId));

  function press(element: Element, by: "tap" | "menu"): void {
    const graph = document?.getState().graph;
    if (!graph) return;
    const { connecting } = view.getState();
    const ends = connecting && connecting.port.nodeId !== nodeId ? endsBetween(connecting.port, port) : null;
    if (ends) {
      view.setState({ quickAdd: null, connecting: null, fitting: null });
      actions.connect(ends);
      return;
    }
    if (fit === "start") {
      view.setState({ quickAdd: null, connecting: null, fitting: null });
      return;
    }
    const { left, right, top, height } = element.getBoundingClientRect();
    const at = { x: side === "out" ? right + 14 : left - 14, y: top + height / 2 };
    view.setState({
      connecting: { port, by },
      fitting: new Set(fittingPorts(graph, catalog, port).map(portKey)),
      quickAdd: by === "menu" ? { at, place: null, from: port } : null,
    });
  }

  return {
    fit,
    title: words,
    ...(document && {
      ...{ role: "button", "aria-label": words, "aria-haspopup": "dialog" as const },
      // Reached from a chosen card: two more stops at every card would bury the others.
      tabIndex: isChosen ? 0 : -1,
    }),
    onClick(event: MouseEvent) {
      if (!document || flow.getZoom() < 0.2) return;
      event.stopPropagation();
      press(event.currentTarget, isTouch(event) ? "tap" : "menu");
    },
    onKeyDown(event: KeyboardEvent) {
      if (!document || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      event.stopPropagation();
      press(event.currentTarget, "menu");
    },
  };
}

function isTouch({ nativeEvent }: MouseEvent): boolean {
  return nativeEvent instanceof PointerEvent && nativeEvent.pointerType === "touch";
}
