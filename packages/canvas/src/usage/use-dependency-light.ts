"use client";
import { useEffect } from "react";
import { useEditor } from "../editor/editor-context.ts";
import { dependencyMarks } from "./dependency-marks.ts";

/** Where letters are typed, they are letters. */
const TYPED = "input, textarea, select, [contenteditable], [role=dialog], [role=menu], [role=listbox]";

/** While L is held with nodes chosen, what they read and who reads them stands out, and all else steps back. */
export function useDependencyLight(): void {
  const { catalog, document: store, drawing, view } = useEditor();
  useEffect(() => {
    let isLit = false;
    function off() {
      if (!isLit) return;
      isLit = false;
      view.setState({ marks: new Map() });
    }
    function onDown(event: KeyboardEvent) {
      if (event.key === "Escape") return off();
      if (event.key.toLowerCase() !== "l" || event.metaKey || event.ctrlKey || event.altKey || event.repeat) return;
      if (event.target instanceof Element && event.target.closest(TYPED) !== null) return;
      const focused = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-node-id]") : null;
      const { selectedNodes } = view.getState();
      const id = focused?.dataset.nodeId;
      const nodes = selectedNodes.size > 0 || id === undefined ? selectedNodes : new Set([id]);
      if (nodes.size === 0) return view.setState({ notice: "Choose a node first, then hold L." });
      const { marks, words } = dependencyMarks(store?.getState().graph ?? drawing, catalog, nodes);
      isLit = true;
      view.setState({ marks, said: words });
    }
    function onUp(event: KeyboardEvent) {
      if (event.key.toLowerCase() === "l") off();
    }
    window.addEventListener("keydown", onDown);
    window.addEventListener("keyup", onUp);
    // A key that goes up in another window is never heard here.
    window.addEventListener("blur", off);
    return () => {
      off();
      window.removeEventListener("keydown", onDown);
      window.removeEventListener("keyup", onUp);
      window.removeEventListener("blur", off);
    };
  }, [catalog, store, drawing, view]);
}
