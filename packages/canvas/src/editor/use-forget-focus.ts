"use client";
import { useEffect } from "react";
import { useEditor } from "./editor-context.ts";

/** A field that somebody was taken to is forgotten with the choice of its node: who comes back later begins anew. */
export function useForgetFocus(): void {
  const { view } = useEditor();
  useEffect(
    () =>
      view.subscribe(({ focusField, selectedNodes }) => {
        if (focusField !== null && !selectedNodes.has(focusField.nodeId)) view.setState({ focusField: null });
      }),
    [view],
  );
}
