"use client";
import type { DocumentStore } from "@orrery/canvas";
import { replaceGraph } from "@orrery/graph";
import type { VersionRow } from "@orrery/services";
import { Button, RelativeTime, useToast } from "@orrery/ui";
import Link from "next/link";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPCClient } from "../trpc/trpc.ts";

export interface VersionListProps {
  workflowId: string;
  document: DocumentStore;
  versions: readonly VersionRow[];
}

/** The published versions, newest first. Any of them can be brought back into the draft, as one edit that can be undone. */
export function VersionList({ workflowId, document, versions }: VersionListProps) {
  const client = useTRPCClient();
  const toast = useToast();
  const [busy, setBusy] = useState<number | null>(null);
  if (versions.length === 0) {
    return <p className="p-4 text-muted text-sm">Nothing is published yet. What you publish is kept here for good.</p>;
  }

  async function restore(number: number) {
    setBusy(number);
    try {
      const { graph } = await client.workflow.version.query({ id: workflowId, number });
      const name = `Restore version ${number}`;
      document.edit(replaceGraph(document.getState().graph, graph, name), name);
      toast({
        title: `The draft is as version ${number} was`,
        tone: "done",
        action: { label: "Undo", onSelect: () => document.undo() },
      });
    } catch (error) {
      toast({ title: "Nothing was restored", detail: explainError(error).message, tone: "failed" });
    } finally {
      setBusy(null);
    }
  }

  return (
    <ol aria-label="Published versions" className="flex flex-col">
      {versions.map(({ number, note, publishedAt, publishedByName, publishedBy }) => (
        <li key={number} className="flex items-start gap-3 border-b px-4 py-3">
          <Link
            href={`/workflows/${workflowId}/versions/${number}`}
            aria-label={`Open version ${number}`}
            className="w-9 shrink-0 rounded-chip font-mono text-code underline decoration-line-strong underline-offset-3 hover:text-brass-ink"
          >
            v{number}
          </Link>
          <div className="min-w-0 flex-1">
            <p className="break-words text-sm">
              <bdi>{note === "" ? "No note" : note}</bdi>
            </p>
            <p className="truncate text-dim text-xs">
              <bdi>{publishedByName ?? publishedBy}</bdi> · <RelativeTime at={publishedAt} />
            </p>
          </div>
          <Button
            size="sm"
            busy={busy === number}
            aria-label={`Restore version ${number} into the draft`}
            onClick={() => void restore(number)}
          >
            Restore
          </Button>
        </li>
      ))}
    </ol>
  );
}
