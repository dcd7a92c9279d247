"use client";
import { Workflow } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import { RunLink } from "./run-link.tsx";

/** The way to the run that a step has started. */
export function ChildNote({ runId, isWaiting }: { runId: string; isWaiting: boolean }) {
  const { control } = useEditor();
  const link = control?.link(runId) ?? null;
  return (
    <p className="flex items-start gap-2 text-muted text-xs">
      <Workflow aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0" />
      <span>
        {isWaiting ? "Waits for " : "Was done by "}
        {link ? <RunLink link={link} /> : "a run of its own"}.
      </span>
    </p>
  );
}
