"use client";
import { IconButton } from "@orrery/ui";
import { X } from "lucide-react";
import { WorkflowSettings } from "../inspector/workflow-settings.tsx";

/** The settings of the whole workflow, in the place of the inspector. */
export function SettingsPanel({ onClose }: { onClose: () => void }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-11 shrink-0 items-center justify-between border-b pr-2 pl-3.5 max-md:hidden">
        <h2 className="font-semibold text-sm">Settings of this workflow</h2>
        <IconButton name="Close" size="sm" onClick={onClose} icon={<X aria-hidden size={16} strokeWidth={1.75} />} />
      </header>
      <div className="min-h-0 flex-1 more-below overflow-y-auto p-3.5">
        <WorkflowSettings />
      </div>
    </div>
  );
}
