"use client";
import { Activity } from "lucide-react";
import { useView } from "../editor/use-stores.ts";

/** What of a node was other than usual in the run shown. */
export function NodeUnusual({ nodeId }: { nodeId: string }) {
  const words = useView((view) => view.unusual.get(nodeId));
  if (words === undefined) return null;
  return (
    <p className="flex items-start gap-1.5 border-t px-2.5 py-1.5 text-2xs text-waiting leading-snug">
      <Activity aria-hidden size={12} strokeWidth={1.75} className="mt-px shrink-0" />
      <span className="min-w-0 break-words">{words}</span>
    </p>
  );
}
