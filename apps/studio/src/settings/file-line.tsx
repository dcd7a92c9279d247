"use client";
import type { FileRow } from "@orrery/services";
import { Button, Dialog, formatBytes, RelativeTime } from "@orrery/ui";
import Link from "next/link";
import { useState } from "react";

export interface FileLineProps {
  file: FileRow;
  /** Absent for those who may not. */
  onRemove?: () => Promise<unknown>;
}

/** One file, with what may be done with it. */
export function FileLine({ file, onRemove }: FileLineProps) {
  const { name, mediaType, bytes, writtenAt, runId } = file;
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    await onRemove?.().catch(() => undefined);
    setBusy(false);
    setAsked(false);
  };
  return (
    <li className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5 last:border-b-0">
      <div className="min-w-48 flex-1">
        <p className="break-all font-mono text-code">{name}</p>
        <p className="text-dim text-xs">
          <span className="font-mono text-code">{formatBytes(bytes)}</span> · {mediaType} · written{" "}
          <RelativeTime at={writtenAt} />
          {runId !== null && (
            <>
              {" "}
              by{" "}
              <Link href={`/runs/${runId}`} className="underline">
                a run
              </Link>
            </>
          )}
        </p>
      </div>
      <div className="flex items-center gap-2">
        <a
          href={`/files?name=${encodeURIComponent(name)}`}
          download
          aria-label={`Download ${name}`}
          className="rounded-control border px-2.5 py-1 text-sm hover:bg-line/40"
        >
          Download
        </a>
        {onRemove !== undefined && (
          <Button size="sm" variant="danger" aria-label={`Delete ${name}`} onClick={() => setAsked(true)}>
            Delete
          </Button>
        )}
      </div>
      {isAsked && (
        <Dialog
          open
          onOpenChange={(isOpen) => !isOpen && setAsked(false)}
          title={`Delete ${name}?`}
          description="Steps that name it fail from then on."
          actions={
            <>
              <Button onClick={() => setAsked(false)}>Cancel</Button>
              <Button variant="danger" busy={isBusy} onClick={confirm}>
                Delete
              </Button>
            </>
          }
        />
      )}
    </li>
  );
}
