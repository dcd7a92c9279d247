"use client";
import type { MemoryRecordRow } from "@orrery/services";
import { Badge, Button, RelativeTime, useToast } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { countWords } from "./memory-words.ts";
import { RecordDialog } from "./record-dialog.tsx";

const LABELS: Readonly<Record<string, string>> = { T: "trusted", B: "from a document", U: "untrusted" };

export interface RecordLineProps {
  memoryId: string;
  record: MemoryRecordRow;
  mayWrite: boolean;
}

/** One record: its text, where it came from, which steps were given it. */
export function RecordLine({ memoryId, record, mayWrite }: RecordLineProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const [editing, setEditing] = useState(false);
  const [open, setOpen] = useState(false);
  const reads = useQuery({ ...trpc.memory.reads.queryOptions({ recordId: record.id }), enabled: open });
  const forget = useMutation(
    trpc.memory.forget.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: trpc.memory.records.queryKey() }),
      onError: (error) =>
        toast({ title: "Nothing was forgotten", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  const name = record.text.slice(0, 60);
  return (
    <li className="flex flex-col gap-1.5 px-3 py-2.5">
      <p className="line-clamp-6 whitespace-pre-wrap break-words">{record.text}</p>
      {Object.keys(record.metadata).length > 0 && (
        <p className="line-clamp-2 break-all font-mono text-code text-muted">{JSON.stringify(record.metadata)}</p>
      )}
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
        <Badge>{LABELS[record.label] ?? record.label}</Badge>
        {record.key !== null && <Badge>{`key ${record.key}`}</Badge>}
        {record.document !== null && (
          <span className="break-all">{`${record.document}, piece ${(record.place ?? 0) + 1}`}</span>
        )}
        {record.runId === null ? (
          <span>{record.document === null ? "written by a person" : ""}</span>
        ) : (
          <Link href={`/runs/${record.runId}`} className="underline underline-offset-2">
            {`written by ${record.stepKey ?? "a step"}`}
          </Link>
        )}
        <RelativeTime at={record.updatedAt} />
        {record.expiresAt !== null && <span>{`until ${new Date(record.expiresAt).toISOString().slice(0, 10)}`}</span>}
        <span className="flex-1" />
        <Button size="sm" aria-expanded={open} disabled={record.reads === 0} onClick={() => setOpen(!open)}>
          {record.reads === 0 ? "Not read yet" : `Read by ${countWords(record.reads, "step")}`}
        </Button>
        {mayWrite && (
          <>
            <Button size="sm" aria-label={`Edit ${name}`} onClick={() => setEditing(true)}>
              Edit
            </Button>
            <Button
              size="sm"
              variant="danger"
              aria-label={`Forget ${name}`}
              busy={forget.isPending}
              onClick={() => forget.mutate({ memoryId, ids: [record.id] })}
            >
              Forget
            </Button>
          </>
        )}
      </div>
      {open && (
        <ul aria-label="Read by" className="flex flex-col gap-0.5 text-sm">
          {(reads.data ?? []).map((read) => (
            <li key={`${read.runId} ${read.stepKey}`}>
              <Link href={`/runs/${read.runId}`} className="underline underline-offset-2">
                {read.name ?? "a run that is gone"}
              </Link>{" "}
              <span className="font-mono text-code text-muted">{read.stepKey}</span>{" "}
              <span className="text-muted">
                <RelativeTime at={read.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {editing && <RecordDialog memoryId={memoryId} record={record} onClose={() => setEditing(false)} />}
    </li>
  );
}
