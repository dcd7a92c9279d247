"use client";
import type { RunKeeping } from "@orrery/db";
import { Archive } from "lucide-react";

/** One line over a run whose log has left the database: when, where to, and whether it can still be read from there. */
export function ArchiveNote({ archive }: { archive: RunKeeping }) {
  const day = new Date(archive.archivedAt).toLocaleDateString(undefined, { dateStyle: "long" });
  return (
    <p className="flex shrink-0 items-start gap-2 border-b bg-panel px-3 py-1.5 text-muted text-xs">
      <Archive aria-hidden size={14} strokeWidth={1.75} className="mt-px shrink-0" />
      <span className="min-w-0 break-words">
        This run was archived on {day}, to the file <span className="font-mono text-code">{archive.file}</span>.{" "}
        {archive.isReadable
          ? "It is shown from there."
          : "That file cannot be read here, so its steps are not shown. Put it back into the archive folder to see them."}
      </span>
    </p>
  );
}
