"use client";
import type { DocumentStore } from "@orrery/canvas";
import { Pin } from "lucide-react";
import { useSyncExternalStore } from "react";

/** Says that what is pinned stays behind when the draft is published; nothing where nothing is pinned. */
export function PinsLeftOut({ document }: { document: DocumentStore }) {
  const read = () => document.getState().graph.nodes.filter((node) => node.pinned !== undefined).length;
  const count = useSyncExternalStore(document.subscribe, read, read);
  if (count === 0) return null;
  return (
    <p className="flex items-start gap-2 text-muted text-xs">
      <Pin aria-hidden size={13} strokeWidth={1.75} className="mt-px shrink-0 text-brass-ink" />
      <span>
        {count === 1 ? "The pinned output is left out: that step" : `${count} pinned outputs are left out: those steps`}{" "}
        will run.
      </span>
    </p>
  );
}
