"use client";
import { RelativeTime } from "@orrery/ui";
import { History, PencilLine, Pin, Zap } from "lucide-react";
import { useEditor } from "../editor/editor-context.ts";
import type { KeptFrom } from "../run/node-run.ts";
import { RunLink } from "./run-link.tsx";

const ICON = { "aria-hidden": true, size: 14, strokeWidth: 1.75, className: "mt-px shrink-0 text-done" } as const;

/** Where a step has its outcome from that did not run here, with the way there. */
export function KeptNote({ kept }: { kept: KeptFrom }) {
  const { control } = useEditor();
  const link = kept.by === "person" || kept.by === "pin" ? null : (control?.link(kept.runId) ?? null);
  return (
    <p className="flex items-start gap-2 rounded-control border border-done/40 border-dotted px-2.5 py-1.5 text-muted text-xs">
      {kept.by === "person" && (
        <>
          <PencilLine {...ICON} /> Given by a person in place of what the step would give.
        </>
      )}
      {kept.by === "pin" && (
        <>
          <Pin {...ICON} /> Pinned: the step did not run, it gave what you pinned, at no cost.
        </>
      )}
      {kept.by === "run" && (
        <>
          <History {...ICON} />
          <span>Kept from {link ? <RunLink link={link} /> : "another run"}: it cost nothing again.</span>
        </>
      )}
      {kept.by === "cache" && (
        <>
          <Zap {...ICON} />
          <span>
            Cached: worked out <RelativeTime at={kept.at} /> in {link ? <RunLink link={link} /> : "another run"}, at no
            cost now.
          </span>
        </>
      )}
    </p>
  );
}
