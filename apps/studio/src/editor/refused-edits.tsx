"use client";
import type { DocumentStore } from "@orrery/canvas";
import { Button } from "@orrery/ui";
import { CloudAlert } from "lucide-react";
import { useSyncExternalStore } from "react";

/** Edits that no longer fitted the document, told one by one until the person has seen them. */
export function RefusedEdits({ document }: { document: DocumentStore }) {
  const read = () => document.getState().refused;
  const refused = useSyncExternalStore(document.subscribe, read, read);
  const first = refused[0];
  if (!first) return null;
  return (
    <div role="alert" className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-failed/10 px-3 py-1.5 text-xs">
      <CloudAlert aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-failed" />
      <p className="min-w-0 flex-1 break-words">
        <span className="font-medium text-failed">A change was not kept. </span>
        {first.message}
        {refused.length > 1 && ` ${refused.length - 1} more like this.`}
      </p>
      <Button size="sm" onClick={() => document.dismissRefused(first.commandId)}>
        Understood
      </Button>
    </div>
  );
}
