"use client";
import { ViewportPortal } from "@xyflow/react";
import { useView } from "../editor/use-stores.ts";

/** The lines that what is being dragged is held to. */
export function SnapGuides() {
  const lines = useView((view) => view.snapLines);
  if (lines.length === 0) return null;
  return (
    <ViewportPortal>
      {lines.map(({ axis, at, from, to }) => (
        <div
          key={axis}
          className={axis === "x" ? "snap-line snap-line-x" : "snap-line snap-line-y"}
          style={axis === "x" ? { left: at, top: from, height: to - from } : { top: at, left: from, width: to - from }}
        />
      ))}
    </ViewportPortal>
  );
}
