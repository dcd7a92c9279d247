"use client";
import { Button, EmptyState, Spinner } from "@orrery/ui";
import { useQuery } from "@tanstack/react-query";
import { Brain } from "lucide-react";
import { useState } from "react";
import { useTRPC } from "../trpc/trpc.ts";
import { RecordDialog } from "./record-dialog.tsx";
import { RecordLine } from "./record-line.tsx";

const refreshMs = 5_000;
const aPage = 50;

export interface RecordsPartProps {
  memoryId: string;
  mayWrite: boolean;
  mayAdd: boolean;
  /** Only its pieces, in its order. */
  document: { readonly id: string; readonly name: string } | null;
  onShowAll: () => void;
}

/** The records of a memory, or of one document, a page at a time. */
export function RecordsPart({ memoryId, mayWrite, mayAdd, document, onShowAll }: RecordsPartProps) {
  const trpc = useTRPC();
  const [skip, setSkip] = useState(0);
  const [adding, setAdding] = useState(false);
  const asked = { memoryId, skip, ...(document !== null && { documentId: document.id }) };
  const page = useQuery({ ...trpc.memory.records.queryOptions(asked), refetchInterval: refreshMs });
  const records = page.data?.records ?? [];
  return (
    <div className="flex flex-col gap-3 py-3">
      {mayWrite && mayAdd && (
        <div>
          <Button onClick={() => setAdding(true)}>Add a record</Button>
        </div>
      )}
      {document !== null && (
        <div className="flex flex-wrap items-center gap-2 text-sm">
          <span className="min-w-0 break-all text-muted">{`Pieces of ${document.name}`}</span>
          <Button size="sm" onClick={onShowAll}>
            Show all
          </Button>
        </div>
      )}
      {page.isPending ? (
        <Spinner label="Loading" />
      ) : records.length === 0 ? (
        <EmptyState icon={<Brain aria-hidden size={18} strokeWidth={1.75} />} title="It is empty">
          {mayAdd ? "Remember steps write here, and you can add a record." : "Add a document."}
        </EmptyState>
      ) : (
        <ul aria-label="Records" className="divide-y overflow-hidden rounded-card border bg-panel">
          {records.map((record) => (
            <RecordLine key={record.id} memoryId={memoryId} record={record} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {(skip > 0 || page.data?.next != null) && (
        <div className="flex gap-2">
          <Button disabled={skip === 0} onClick={() => setSkip(Math.max(0, skip - aPage))}>
            {document === null ? "Newer" : "Before"}
          </Button>
          <Button disabled={page.data?.next == null} onClick={() => setSkip(page.data?.next ?? skip)}>
            {document === null ? "Older" : "After"}
          </Button>
        </div>
      )}
      {adding && <RecordDialog memoryId={memoryId} onClose={() => setAdding(false)} />}
    </div>
  );
}
